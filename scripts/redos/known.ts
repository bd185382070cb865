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
];
