/** docs/secret-rules.md: every rule for secrets as a row of a table, made from the rules themselves. */
import { severityOf } from '../../electron/engine/detectors/index.ts';
import { RuleSet } from '../../electron/engine/detectors/rules.ts';
import type { SecretRule } from '../../electron/engine/detectors/secrets/documented-rule.ts';
import { FINDING_RULES } from '../../electron/engine/detectors/secrets/index.ts';
import { fill } from '../../electron/engine/detectors/secrets/samples.ts';
import { SECRET_GROUPS } from '../../electron/engine/detectors/secrets/table/index.ts';
import {
  DEFAULT_ENTROPY,
  LOOSE_ENTROPY,
  type SecretRow,
  ruleId,
} from '../../electron/engine/detectors/secrets/vendor.ts';
import { vendorOf } from './vendors.ts';

export const SECRET_RULES_FILE = new URL('../../docs/secret-rules.md', import.meta.url);

const HEAD = `# Rules for secrets

Made by \`npm run secret-rules\` from \`electron/engine/detectors/secrets\`; a test fails when it is old.

- **Sample** and **look-alike** are formats, so that nothing here is anybody's key: \`{A36}\` stands for 36 characters of a
  set, \`{G}\` for a UUID. A letters and digits, M letters, L small and U capital ones, N small letters and digits, W capitals
  and digits, D digits, H and X hexadecimal, B base64, R base64url, T base32. Every rule is tested with all of them: it finds
  one value in each sample and none in a look-alike.
- **Pattern** is the whole value (or group 1 of it). A letter or digit on either side refuses it.
- **Keyword** is what the scanner looks for; without one of them a rule is not tried. *begins*: it stands in the value
  itself. *named*: the value is not recognisable by itself, it counts when it is assigned to a name with the word in it.
- **Check**: bits of Shannon entropy for each character of the value, at least. Nowhere counts what is masked
  (\`****\`), a stand-in (\`your-key-here\`), a reference to the environment, a vault or a template, or a key printed in the
  vendor's documentation (\`documented.ts\`). *or*: what passes beside a word like \`key\` or \`token\` too, with ${LOOSE_ENTROPY} bits.
- Severity is critical where the type is \`secret.…\`.
`;

export function secretRulesPage(): string {
  const rows = SECRET_GROUPS.flatMap((group) => group.rows);
  const inTable = new Set(rows.map(ruleId));
  const others = FINDING_RULES.filter(({ id }) => !inTable.has(id));
  const vendors = new Set(rows.map(({ name }) => vendorOf(name)));
  return [
    HEAD,
    `${rows.length} formats of ${vendors.size} vendors, ${others.length} rules for what no vendor has to itself.`,
    '',
    ...SECRET_GROUPS.flatMap(({ title, rows: group }) => [
      `## ${title}`,
      '',
      ...table(['type', 'vendor', 'sample', 'pattern', 'keyword', 'check', 'look-alike', 'source'], group.map(cellsOf)),
      '',
    ]),
    '## No vendor’s: keys in files, tokens, addresses, headers, commands, assignments, prose',
    '',
    'Their patterns are code, in the files of `electron/engine/detectors/secrets` that are named as they are.',
    '',
    ...table(['rule', 'type', 'severity', 'samples', 'keyword', 'look-alikes', 'source'], others.map(otherCells)),
    '',
  ].join('\n');
}

function cellsOf(row: SecretRow): string[] {
  const { name, samples, lookalikes, literals, pattern, loose, near, entropy = DEFAULT_ENTROPY, source } = row;
  return [
    code(`secret.${name}`),
    vendorOf(name),
    code(samples[0]),
    `${code(pattern.source)}${pattern.ignoreCase ? ', either case' : ''}`,
    `${near === true ? 'named' : 'begins'} ${literals.map(code).join(', ')}`,
    `${entropy} bits${loose === undefined ? '' : `, or ${code(loose.source)}`}`,
    code(lookalikes[0]),
    link(source),
  ];
}

function otherCells(rule: SecretRule): string[] {
  const types = typesOf(rule);
  return [
    code(rule.id),
    types.map(code).join(', '),
    [...new Set(types.map(severityOf))].join(', '),
    rule.samples.map(code).join(', '),
    shortened(rule.literals),
    rule.lookalikes.map(code).join(', '),
    link(rule.source),
  ];
}

/** What the rule calls what it finds in its samples. */
function typesOf(rule: SecretRule): string[] {
  const alone = new RuleSet([rule], false);
  return [...new Set(rule.samples.flatMap((sample) => alone.find(fill(sample)).map(({ type }) => type)))];
}

const SHOWN_WORDS = 12;
/** Words for passwords and keys in forty languages would fill the page. */
function shortened(words: readonly string[]): string {
  const more = words.length - SHOWN_WORDS;
  return `${words.slice(0, SHOWN_WORDS).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** A code span. A bar would end the cell, and control characters are written as JSON writes them. */
function code(text = ''): string {
  const written = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  const shown = written.replaceAll(
    /[\u007f-\u009f\ufffd]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const fence = shown.includes('`') ? '``' : '`';
  const space = fence === '``' || shown.startsWith(' ') ? ' ' : '';
  return `${fence}${space}${shown.replaceAll('|', '\\|')}${space}${fence}`;
}

function link(source: string): string {
  return `[${new URL(source).hostname.replace(/^www\./, '')}](${source})`;
}
