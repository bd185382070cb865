import type { JsonObject, JsonValue } from '../../../../shared/json.ts';
import type { FieldWithoutEffect } from '../policy.ts';
import { objectOf, saysSomething } from './loose.ts';

const NEEDS_MODEL = 'It has no effect here: it needs a classifier that Sluice does not bring.';
const FOR_AKTO = 'Kept for Akto; it decides nothing here.';

/** Fields of Akto's policies that are known and do nothing here; paths with dots. */
const REASONS: Readonly<Record<string, string>> = {
  'contentFiltering.code': NEEDS_MODEL,
  basePromptRule: 'It has no effect here: Sluice does not know what an agent is meant for; write an LLM rule.',
  gibberishDetection: NEEDS_MODEL,
  gibberish: NEEDS_MODEL,
  sentimentDetection: NEEDS_MODEL,
  sentiment: NEEDS_MODEL,
  banCodeDetection: NEEDS_MODEL,
  banCode: NEEDS_MODEL,
  anonymizeDetection: NEEDS_MODEL,
  modelConfigs: 'It has no effect here: the language model that is asked is set in Settings.',
  redactionRules: 'It has no effect here: what is masked is said by data types and patterns.',
  approvedServers: 'It has no effect here: approvals are given in this window, by a person.',
  blockedHosts: 'It has no effect here: Sluice sees requests to models, not to hosts.',
  targetTags: 'It has no effect here: agents have no tags.',
  confidenceScore: 'It has no effect here: each detector has a confidence of its own.',
  contextSource: FOR_AKTO,
  source: FOR_AKTO,
  sourceHash: FOR_AKTO,
  url: FOR_AKTO,
  id: FOR_AKTO,
  hexId: FOR_AKTO,
  createdBy: FOR_AKTO,
  updatedBy: FOR_AKTO,
  createdTimestamp: FOR_AKTO,
  updatedTimestamp: FOR_AKTO,
};

/** Read by `readAkto`, which says itself what of them it cannot use. */
const READ = new Set([
  'name',
  'description',
  'blockedMessage',
  'severity',
  'active',
  'behaviour',
  'applyOnRequest',
  'applyOnResponse',
  'applyToAllServers',
  'selectedMcpServersV2',
  'selectedAgentServersV2',
  'selectedMcpServers',
  'selectedAgentServers',
  'selectedCollection',
  'selectedModel',
  'deniedTopics',
  'piiTypes',
  'regexPatternsV2',
  'regexPatterns',
  'secretsDetection',
  'contentFiltering.promptAttacks',
  'contentFiltering.harmfulCategories',
  'contentFiltering.wordFilters',
  'wordFilters',
  'tokenLimitDetection',
  'llmRule',
  'anomalyDetection',
  'ignorePhrases',
  'sluice',
]);

/** Every field of a policy of Akto that says something and is not read. */
export function unreadFields(akto: JsonObject): FieldWithoutEffect[] {
  const { contentFiltering, ...others } = akto;
  const fields: [string, JsonValue | undefined][] = [
    ...Object.entries(others),
    ...Object.entries(objectOf(contentFiltering)).map(([key, value]): [string, JsonValue | undefined] => [
      `contentFiltering.${key}`,
      value,
    ]),
  ];
  return fields
    .filter(([field, value]) => !READ.has(field) && saysSomething(value))
    .map(([field]) => ({ field, why: REASONS[field] ?? 'Sluice does not know this field; it is kept.' }));
}
