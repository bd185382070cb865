import type {
  HarmfulRule,
  Policy,
  PolicyException,
  PolicyRule,
  Reaction,
  ToolCallLimit,
} from '../../../../shared/domain/index.ts';
import type { JsonObject, JsonValue } from '../../../../shared/json.ts';
import { ATTACK_TYPE, attackLevel } from './attacks.ts';
import { type Level, commonLevel, itemWord } from './level.ts';
import { objectOf, objectsOf, textOf } from './loose.ts';
import { mergeInto, sameJson } from './merge.ts';
import { aktoNameOf } from './pii-names.ts';
import { NO_LIMIT, type PolicyBody, SECRET_TYPES, aktoPolicyIn, readAkto } from './read-akto.ts';

/** Where Akto has no word for it, the policy stands in this member of the file; Akto passes over what it does not know. */
const OWN_MEMBER = 'sluice';

/**
 * A policy as a guardrails-sync file. One that was imported is the file it came from with the edits made since, so that
 * nothing is lost that Sluice does not know.
 */
export function writeAkto(policy: Policy): JsonObject {
  const { id: _id, imported, ...body } = policy;
  const file = imported ?? { policy: {} };
  const old = aktoPolicyIn(file);
  const { [OWN_MEMBER]: _own, ...akto } = old;
  const was = imported === undefined ? {} : fieldsOf(readAkto(akto, policy.name).body, akto);
  const written = mergeInto(akto, was, fieldsOf(body, akto));
  const whole = saysTheSame(readAkto(written, policy.name).body, body)
    ? written
    : { ...written, [OWN_MEMBER]: toJson(body) };
  return old === file ? whole : { ...file, policy: whole };
}

/**
 * The policy as Sluice wrote it into the file, if it is there and nobody has changed Akto's fields since; not checked.
 * null: only Akto's fields count.
 */
export function ownMemberOf(file: JsonObject): JsonObject | null {
  const { [OWN_MEMBER]: own, ...akto } = aktoPolicyIn(file);
  const body = objectOf(own);
  if (Object.keys(body).length === 0) return null;
  // Anything may stand there; what cannot be written cannot have been written by us.
  try {
    const fields = fieldsOf(body as unknown as PolicyBody, akto);
    return sameJson(mergeInto(akto, fieldsOf(readAkto(akto, '').body, akto), fields), akto) ? body : null;
  } catch {
    return null;
  }
}

/** What a policy says in Akto's fields. `akto`: the file it goes into, for the forms it uses. */
function fieldsOf(body: PolicyBody, akto: JsonObject): JsonObject {
  const reactions = reactionsOf(body);
  const level = commonLevel(reactions);
  return {
    name: body.name,
    description: body.description,
    severity: body.severity === 'info' ? 'LOW' : body.severity.toUpperCase(),
    active: body.enabled,
    behaviour: level,
    applyOnRequest: reactions.some(({ onRequest }) => onRequest !== 'none'),
    applyOnResponse: reactions.some(({ onResponse }) => onResponse !== 'none'),
    ...(body.message !== undefined && { blockedMessage: body.message }),
    ...scopeFields(body, akto),
    ...ruleFields(body.rules, level),
    ...contentFields(body),
    ...(body.patterns !== undefined && {
      regexPatternsV2: body.patterns.map((rule) => ({ pattern: rule.pattern, behavior: wordOf(rule, level) })),
    }),
    ...(body.words !== undefined && { wordFilters: { custom: body.words.flatMap(({ words }) => [...words]) } }),
    ...(body.topics !== undefined && {
      deniedTopics: body.topics.map(({ name, description, samplePhrases }) => ({
        topic: name,
        description,
        samplePhrases: [...samplePhrases],
      })),
    }),
    ...(body.tokenLimit !== undefined && {
      tokenLimitDetection: { enabled: true, threshold: body.tokenLimit.maxTokens },
    }),
    ...(body.toolCallLimit !== undefined && {
      anomalyDetection: anomaliesOf(body.toolCallLimit),
    }),
    ...(body.llmRule !== undefined && {
      llmRule: { enabled: true, userPrompt: body.llmRule.prompt, confidenceScore: body.llmRule.minConfidence },
    }),
    ...(body.exceptions !== undefined && { ignorePhrases: body.exceptions.flatMap(phraseOf) }),
  };
}

function anomaliesOf({ perSession, errorsPerSession }: ToolCallLimit): JsonObject {
  return {
    enabled: true,
    ...((perSession < NO_LIMIT || errorsPerSession === undefined) && { toolCallLimit: perSession }),
    ...(errorsPerSession !== undefined && { errorLimit: errorsPerSession }),
  };
}

function scopeFields({ agents, models }: PolicyBody, akto: JsonObject): JsonObject {
  const servers = new Set(namesIn(akto['selectedMcpServersV2']));
  const named = (names: readonly string[]) => names.map((name): JsonObject => ({ id: name, name }));
  const others = agents.filter((name) => !servers.has(name));
  const mcp = agents.filter((name) => servers.has(name));
  return {
    applyToAllServers: agents.length === 0,
    ...(others.length > 0 && { selectedAgentServersV2: named(others) }),
    ...(mcp.length > 0 && { selectedMcpServersV2: named(mcp) }),
    ...(models?.[0] !== undefined && { selectedModel: models[0] }),
  };
}

function namesIn(list: JsonValue | undefined): readonly string[] {
  return objectsOf(list).map(({ name, id }) => textOf(name) || textOf(id));
}

function ruleFields(rules: readonly PolicyRule[], level: Level): JsonObject {
  const secrets = rules.filter((rule) => isSecretRule(rule, rules, level));
  const piiTypes = rules.flatMap((rule): JsonObject[] => {
    const type = aktoNameOf(rule.type);
    if (secrets.includes(rule) || type === null) return [];
    return [{ type, behavior: wordOf(rule, level), minMatchCount: rule.minMatches ?? 1 }];
  });
  return {
    ...(piiTypes.length > 0 && { piiTypes }),
    ...(secrets.length > 0 && {
      secretsDetection: { enabled: true, confidenceScore: secrets[0]?.minConfidence ?? 0 },
    }),
  };
}

function contentFields({ rules, harmful }: PolicyBody): JsonObject {
  const attacks = rules.find(({ type }) => type === ATTACK_TYPE);
  const attack = attacks === undefined ? null : attackLevel(attacks.minConfidence);
  if (attack === null && harmful === undefined) return {};
  return {
    contentFiltering: {
      ...(attack !== null && { promptAttacks: { level: attack } }),
      ...(harmful !== undefined && { harmfulCategories: harmfulFields(harmful) }),
    },
  };
}

function harmfulFields({ categories, onResponse }: HarmfulRule): JsonObject {
  const levels = Object.entries(categories).map(([category, level]) => [category, level.toUpperCase()]);
  return { ...(Object.fromEntries(levels) as JsonObject), useForResponses: onResponse !== 'none' };
}

/** All of `secretsDetection`, alike; else they are data types by name. */
function isSecretRule(rule: PolicyRule, rules: readonly PolicyRule[], level: Level): boolean {
  const alike = SECRET_TYPES.map((type) => rules.findLast((other) => other.type === type));
  return (
    alike.includes(rule) &&
    alike.every(
      (other) =>
        other !== undefined && other.minConfidence === alike[0]?.minConfidence && wordOf(other, level) === 'block',
    )
  );
}

function phraseOf(exception: PolicyException): JsonObject[] {
  if (exception.kind !== 'phrase' && exception.kind !== 'pattern') return [];
  const isRegex = exception.kind === 'pattern';
  const phrase = exception.kind === 'pattern' ? exception.pattern : exception.phrase;
  return [{ phrase, isRegex, caseSensitive: exception.caseSensitive ?? false }];
}

function wordOf({ onRequest, onResponse }: Reaction, level: Level): string {
  const behaviour = onRequest === 'none' ? onResponse : onRequest;
  return behaviour === 'none' ? 'block' : itemWord(behaviour, level);
}

function reactionsOf(body: PolicyBody): Reaction[] {
  const { rules, patterns = [], words = [], topics = [], tokenLimit, toolCallLimit, llmRule, harmful } = body;
  const single = [tokenLimit, toolCallLimit, llmRule, harmful].filter((reaction) => reaction !== undefined);
  return [...rules, ...patterns, ...words, ...topics, ...single];
}

/** What differs only in what may be left out says the same. */
function saysTheSame(a: PolicyBody, b: PolicyBody): boolean {
  return sameJson(toJson(a), toJson(b));
}

function toJson(body: PolicyBody): JsonObject {
  return JSON.parse(JSON.stringify(body)) as JsonObject;
}
