/** Texts that were slow once: tried in every run, before any made-up one. */
import type { Recipe } from './hostile.ts';

/** Id of the rule, or what else is measured, and a text for it. */
export const KNOWN: readonly (readonly [subject: string, recipe: Recipe])[] = [
  ['secrets.gitlab-token', { head: 'glcbt-', loop: '_', break: 'glcbt-', every: 31, tail: 'aaaaaaaaaaaaaaa ' }],
  ['secrets.redis-password', { head: 'requirepass ', loop: '_', break: 'requirepass ', every: 1, tail: '!' }],
  ['pii.address-lead', { head: 'residente', loop: 'A11-', break: 'residente', every: 7, tail: '!' }],
  ['pii.address-named', { head: 'пл.', loop: ':1', break: 'пл.', every: 1, tail: 'a.' }],
  ['pii.address-unit', { head: 'apt', loop: '1 ', break: 'apt', every: 1, tail: ':1' }],
  ['pii.address-unit', { head: 'ste.', loop: '12 ', break: 'ste.', every: 2, tail: '中' }],
  ['pii.address-named', { head: 'bd.', loop: '中', break: 'bd.', every: 1, tail: '!' }],
  ['secrets.assigned-key', { head: 'client_key', loop: '1=', break: 'client_key', every: 1, tail: '!' }],
  ['pii.colon', { head: ':', loop: 'a:a@', break: ':', every: 120, tail: 'a@a.' }],
  ['pii.email', { head: '@', loop: '٣', break: '@', every: 1, tail: '-' }],
  ['views', { head: 'sin number', loop: 'f\u0301', break: '', every: 1, tail: '!' }],
  ['numbers', { head: '0', loop: '12 ', break: '%3D', every: 7, tail: '[](' }],
  ['secrets.teams-webhook', { head: '.logic.azure.com', loop: '-', break: '.logic.azure.com', every: 31, tail: '!' }],
  ['pii.address-unit', { head: 'ste.', loop: '1 ', break: 'ste.', every: 2, tail: '!' }],
  ['everything', { head: 'adress', loop: '1 ', break: '%3D', every: 7, tail: '!' }],
  ['secrets.flyio-token', { head: 'fm2_', loop: '/', break: 'fm2_', every: 120, tail: '+1' }],
  ['secrets.etsy-api-key', { head: 'etsy', loop: 'A1', break: 'etsy', every: 1, tail: '%' }],
  ['pii.address-street', { head: 'náměstí', loop: 'Street ', break: '', every: 120, tail: '!' }],
  ['secrets.datadog-key', { head: 'ddog', loop: '0', break: 'ddog', every: 1, tail: 'a-' }],
  ['pii.username', { head: 'ユーザー名', loop: "'", break: 'ユーザー名', every: 7, tail: '!' }],
  ['views', { head: 'ticket', loop: '٣\\n', break: '', every: 2, tail: '1.' }],
  ['secrets.okta-token', { head: 'okta', loop: '_', break: 'okta', every: 2, tail: '!' }],
  ['secrets.snyk-token', { head: 'snyk', loop: '9', break: 'snyk', every: 1, tail: '!' }],
  ['pii.colon', { head: ':', loop: '1 :', break: ':', every: 1, tail: '!' }],
  ['everything', { head: 'carta de condução', loop: 'a-٣', break: '\\n', every: 2, tail: 'é' }],
  ['secrets.password', { head: 'κωδικός', loop: '\u0301":"', break: 'κωδικός', every: 1, tail: '\u0301' }],
  ['views', { head: 'aws_sec', loop: '\\nＡＢ', break: '%3D', every: 7, tail: '!' }],
  ['pii.address-china', { head: '0號', loop: '+', break: '0號', every: 1, tail: '!' }],
];
