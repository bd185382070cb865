import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { FINDING_RULES } from '../../electron/engine/detectors/secrets/index.ts';
import { SECRET_TABLE } from '../../electron/engine/detectors/secrets/table/index.ts';
import { SECRET_RULES_FILE, secretRulesPage } from './page.ts';
import { vendorOf } from './vendors.ts';

const page = secretRulesPage();

test('docs/secret-rules.md is what the rules are: npm run secret-rules', () => {
  expect(readFileSync(SECRET_RULES_FILE, 'utf8')).toBe(page);
});

test('every rule stands in a row of its own, with the link to its documentation', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `secret'));
  expect(rows).toHaveLength(FINDING_RULES.length);
  for (const { name, source } of SECRET_TABLE) {
    expect(rows.filter((row) => row.startsWith(`| \`secret.${name}\` |`) && row.includes(`](${source})`))).toHaveLength(
      1,
    );
  }
  // A bar in a pattern would make a cell more.
  const cells = (row: string) => row.split(/(?<!\\)\|/).length;
  expect(new Set(rows.map(cells))).toEqual(new Set([10, 9]));
});

test.each(
  [
    'AWS, Azure, Google Cloud, GitHub, GitLab, Slack, Stripe, Twilio, OpenAI, Anthropic, Hugging Face, npm, Databricks',
    '1Password, Beamer, ClickHouse, Etsy, Meta, Figma, Fly.io, Grafana, Groq, Terraform, Vault, HubSpot, 42 Intra',
    'LinkedIn, Meraki, MessageBird, Octopus, OpenShift, Perplexity, PlanetScale, Prefect, Private AI, Pulumi, ReadMe',
    'Scalingo, Sidekiq, Snyk, Sonar, Sourcegraph, Square, Sumo Logic, Tailscale, Yandex',
    'Discord, Teams, Cloudflare, Heroku, Shopify, SendGrid, Mailchimp, Vercel, Notion, Linear, Sentry, Okta, Docker',
  ].flatMap((names) => names.split(', ')),
)('%s has a rule', (vendor) => {
  expect(SECRET_TABLE.map(({ name }) => vendorOf(name))).toContain(vendor);
});
