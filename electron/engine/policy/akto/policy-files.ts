import type { Policy, PolicyIssue } from '../../../../shared/domain/index.ts';
import { POLICY_LIMITS } from '../../../../shared/domain/index.ts';
import { type JsonObject, isJsonObject } from '../../../../shared/json.ts';
import { slug } from '../names.ts';
import { fieldsWithoutEffect } from '../no-effect.ts';
import { parseJson, parsePolicies } from '../parse.ts';
import type { FieldWithoutEffect } from '../policy.ts';
import { readPolicy } from '../read.ts';
import { aktoPolicyIn, readAkto } from './read-akto.ts';
import { ownMemberOf, writeAkto } from './write-akto.ts';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface ReadFiles {
  /** With ids that nobody has. */
  readonly policies: readonly Policy[];
  readonly noEffect: readonly {
    readonly file: string;
    readonly policy: string;
    readonly fields: readonly FieldWithoutEffect[];
  }[];
  readonly errors: readonly ({ readonly file: string } & PolicyIssue)[];
}

/** Reads files of Akto and of our own, told apart by what is in them. What is broken is said; the rest is read. */
export function readPolicyFiles(files: readonly NamedText[], taken: readonly Policy[]): ReadFiles {
  const ids = new Set(taken.map(({ id }) => id));
  const policies: Policy[] = [];
  const noEffect: ReadFiles['noEffect'][number][] = [];
  const errors: ReadFiles['errors'][number][] = [];
  for (const file of files) {
    const read = readFile(file);
    errors.push(...read.issues.map((issue) => ({ file: file.name, ...issue })));
    for (const policy of read.policies) {
      if (taken.length + policies.length >= POLICY_LIMITS.policies) {
        errors.push({ file: file.name, ...issueOf(`no more than ${POLICY_LIMITS.policies} policies in all`) });
        break;
      }
      const own = { ...policy, id: freeId(policy.id, ids) };
      policies.push(own);
      const fields = fieldsWithoutEffect(own);
      if (fields.length > 0) noEffect.push({ file: file.name, policy: own.name, fields });
    }
  }
  return { policies, noEffect, errors };
}

/** `akto`: a guardrails-sync file for each policy, named after it. `sluice`: one file with all of them. */
export function writePolicyFiles(policies: readonly Policy[], format: 'akto' | 'sluice'): NamedText[] {
  if (format === 'sluice') return [{ name: 'sluice-policies.json', text: jsonText(policies) }];
  const names = new Set<string>();
  return policies.map((policy) => ({
    name: `${freeId(slug(policy.name) || policy.id, names)}.json`,
    text: jsonText(writeAkto(policy)),
  }));
}

interface ReadFile {
  readonly policies: readonly Policy[];
  readonly issues: readonly PolicyIssue[];
}

function readFile({ name, text }: NamedText): ReadFile {
  const parsed = parseJson(text);
  if (!parsed.ok) return { policies: [], issues: parsed.issues };
  const items = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  if (items.length > 0 && items.every(isAkto)) {
    const title = name.replace(/^.*[/\\]/, '').replace(/\.json$/i, '') || 'Imported policy';
    const read = items.map((item, index) => readAktoFile(item, items.length === 1 ? title : `${title} ${index + 1}`));
    return { policies: read.flatMap(({ policies }) => policies), issues: read.flatMap(({ issues }) => issues) };
  }
  if (items.length === 0 || !items.every(looksLikeOurs)) {
    return { policies: [], issues: [issueOf('neither a policy of Sluice nor a guardrails-sync file of Akto')] };
  }
  const ours = parsePolicies(text);
  return ours.ok ? { policies: ours.policies, issues: [] } : { policies: [], issues: ours.issues };
}

function readAktoFile(file: JsonObject, title: string): ReadFile {
  const own = ownMemberOf(file);
  const id = idOf(title);
  const akto = aktoPolicyIn(file);
  const body = own ?? readAkto(akto, title).body;
  const { sluice: _own, ...others } = akto;
  const imported = akto === file ? others : { ...file, policy: others };
  const policy = readPolicy({
    ...body,
    id: idOf(typeof body['name'] === 'string' ? body['name'] : '') || id,
    imported,
  });
  if (policy !== null) return { policies: [policy], issues: [] };
  return { policies: [], issues: [issueOf('its fields do not make a usable policy')] };
}

/** Fields that only policies of Akto have. */
const AKTO_FIELDS = [
  'policy',
  'applyOnRequest',
  'applyOnResponse',
  'applyToAllServers',
  'piiTypes',
  'behaviour',
  'blockedMessage',
  'contentFiltering',
  'deniedTopics',
  'regexPatternsV2',
  'regexPatterns',
  'secretsDetection',
  'llmRule',
] as const;

function isAkto(value: unknown): value is JsonObject {
  if (!isJsonObject(value) || Array.isArray(value['rules'])) return false;
  if ('policy' in value && !isJsonObject(value['policy'])) return false;
  const fields = aktoPolicyIn(value);
  return 'policy' in value || AKTO_FIELDS.some((field) => field in fields);
}

function looksLikeOurs(value: unknown): boolean {
  return isJsonObject(value) && ('rules' in value || 'id' in value);
}

function idOf(name: string): string {
  return slug(name)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9_-]+/g, '')
    .replace(/^[_-]+/, '')
    .slice(0, 56);
}

function freeId(wanted: string, ids: Set<string>): string {
  const base = wanted === '' ? 'policy' : wanted;
  let id = base;
  for (let number = 2; ids.has(id); number += 1) id = `${base.slice(0, 56)}-${number}`;
  ids.add(id);
  return id;
}

function issueOf(message: string): PolicyIssue {
  return { line: 1, column: 1, pointer: '', message };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
