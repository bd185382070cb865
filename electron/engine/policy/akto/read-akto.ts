import type {
  HarmCategory,
  HarmLevel,
  PatternRule,
  Policy,
  PolicyException,
  PolicyRule,
  Reaction,
  Severity,
  TopicRule,
} from '../../../../shared/domain/index.ts';
import { HARM_CATEGORIES, HARM_LEVELS, POLICY_LIMITS as MAX, SEVERITIES } from '../../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import { compilePattern } from '../../detectors/index.ts';
import { slug } from '../names.ts';
import type { FieldWithoutEffect } from '../policy.ts';
import { ATTACK_ROLES, ATTACK_TYPE, attackConfidence } from './attacks.ts';
import { type Level, itemLevel, levelOf } from './level.ts';
import { numberOf, objectOf, objectsOf, saysSomething, textOf, textsOf } from './loose.ts';
import { typesOfAkto } from './pii-names.ts';
import { unreadFields } from './without-effect.ts';

/** Where an LLM rule has no confidence of its own. */
const EVEN_ODDS = 0.5;

/** What Akto's `secretsDetection` looks for, in our types. */
export const SECRET_TYPES = ['secret.*', 'jwt', 'password', 'url_credentials'] as const;
export const WORDS_NAME = 'Word filters';
/** Where a token limit is switched on without a number (Akto's default). */
export const DEFAULT_TOKENS = 4_096;

/** The most that a limit per session can be: nobody reaches it. */
export const NO_LIMIT = 100_000;

export type PolicyBody = Omit<Policy, 'id' | 'imported'>;

export interface AktoReading {
  readonly body: PolicyBody;
  /** What the file says and nothing here does. */
  readonly noEffect: readonly FieldWithoutEffect[];
}

/** The policy in a guardrails-sync file: `{"policy": {…}}`, or the policy alone as Akto's own repository has it. */
export function aktoPolicyIn(file: JsonObject): JsonObject {
  return isJsonObject(file['policy']) ? file['policy'] : file;
}

/** What a policy of Akto means here. Lenient: what cannot be used is said, never guessed at. */
export function readAkto(akto: JsonObject, fileName: string): AktoReading {
  const noEffect: FieldWithoutEffect[] = [];
  const say = (field: string, why: string): void => void noEffect.push({ field, why });
  const level = levelOf(akto['behaviour']);
  if (level === null) say('behaviour', 'Sluice does not know this behaviour, and blocks.');
  const reading = new Reading(akto, level ?? 'block', say);
  const body = reading.body(fileName);
  return { body, noEffect: [...noEffect, ...unreadFields(akto)] };
}

class Reading {
  readonly #akto: JsonObject;
  readonly #level: Level;
  readonly #say: (field: string, why: string) => void;

  constructor(akto: JsonObject, level: Level, say: (field: string, why: string) => void) {
    this.#akto = akto;
    this.#level = level;
    this.#say = say;
  }

  body(fileName: string): PolicyBody {
    const akto = this.#akto;
    const message = textOf(akto['blockedMessage']).slice(0, 1_000);
    const { agents, nowhere } = this.#agents();
    const model = textOf(akto['selectedModel']);
    return {
      name: (textOf(akto['name']) || fileName).slice(0, 100),
      description: textOf(akto['description']).slice(0, 1_000),
      enabled: akto['active'] !== false && !nowhere,
      severity: severityOf(akto['severity']),
      agents,
      rules: [...this.#dataTypes(), ...this.#secrets(), ...this.#attacks()],
      advice: '',
      ...(model !== '' && { models: [model] }),
      ...(message !== '' && { message }),
      ...some('patterns', this.#patterns()),
      ...some('words', this.#words()),
      ...some('topics', this.#topics()),
      ...some('exceptions', this.#exceptions()),
      ...this.#limits(),
      ...this.#llmRule(),
      ...this.#harmful(),
    };
  }

  /** On which sides something happens. Without a word about it: on requests. */
  #reaction(level: Level): Reaction {
    const { applyOnRequest, applyOnResponse } = this.#akto;
    return {
      onRequest: applyOnRequest === false ? 'none' : level,
      onResponse: applyOnResponse === true ? level : 'none',
    };
  }

  #agents(): { agents: readonly string[]; nowhere: boolean } {
    const akto = this.#akto;
    if (akto['applyToAllServers'] === true) return { agents: [], nowhere: false };
    const servers = [
      ...namesOf(akto['selectedAgentServersV2'], akto['selectedAgentServers']),
      ...namesOf(akto['selectedMcpServersV2'], akto['selectedMcpServers']),
    ];
    const collection = textOf(akto['selectedCollection']);
    if (/^-?\d+$/.test(collection)) {
      this.#say('selectedCollection', 'It has no effect here: it is a number of Akto’s; name agents instead.');
    } else if (collection !== '') servers.push(collection);
    const agents = [...new Set(servers)].slice(0, MAX.names);
    const nowhere = akto['applyToAllServers'] === false && agents.length === 0;
    if (nowhere) this.#say('applyToAllServers', 'It applies to no server, so it is switched off here.');
    return { agents, nowhere };
  }

  #dataTypes(): PolicyRule[] {
    return objectsOf(this.#akto['piiTypes']).flatMap((item) => {
      const name = textOf(item['type']);
      const types = typesOfAkto(name);
      if (types.length === 0) this.#say(`piiTypes: ${name}`, 'Nothing here finds this type of data.');
      const count = numberOf(item['minMatchCount']) ?? 1;
      const reaction = this.#reaction(itemLevel(item['behavior'], this.#level));
      return types.map((type) => ({
        type,
        ...reaction,
        ...(count > 1 && { minMatches: Math.min(1_000, Math.round(count)) }),
      }));
    });
  }

  #secrets(): PolicyRule[] {
    const detection = objectOf(this.#akto['secretsDetection']);
    if (detection['enabled'] !== true) return [];
    const minConfidence = share(detection['confidenceScore']);
    const reaction = this.#reaction(this.#level);
    return SECRET_TYPES.map((type) => ({ type, ...reaction, ...(minConfidence > 0 && { minConfidence }) }));
  }

  #attacks(): PolicyRule[] {
    const { level } = objectOf(objectOf(this.#akto['contentFiltering'])['promptAttacks']);
    const minConfidence = attackConfidence(textOf(level));
    if (minConfidence === null) return [];
    const { onRequest } = this.#reaction(this.#level);
    return [{ type: ATTACK_TYPE, onRequest, onResponse: 'none', minConfidence, roles: ATTACK_ROLES }];
  }

  #patterns(): PatternRule[] {
    const { regexPatternsV2, regexPatterns } = this.#akto;
    const old = textsOf(regexPatterns).map((pattern): JsonObject => ({ pattern }));
    const items = saysSomething(regexPatternsV2) ? objectsOf(regexPatternsV2) : old;
    return items.flatMap((item, index) => {
      const pattern = typeof item['pattern'] === 'string' ? item['pattern'] : '';
      const compiled = compilePattern(pattern, false);
      const why =
        pattern.length > MAX.patternLength || index >= MAX.patterns
          ? 'it is too long, or one too many'
          : compiled.ok
            ? null
            : compiled.message;
      if (why !== null) this.#say(`regexPatternsV2: ${pattern.slice(0, 80)}`, `It cannot be used here: ${why}.`);
      const reaction = this.#reaction(itemLevel(item['behavior'], this.#level));
      return why === null ? [{ name: `Pattern ${index + 1}`, pattern, ...reaction }] : [];
    });
  }

  #words(): NonNullable<Policy['words']> {
    const all = [this.#akto['wordFilters'], objectOf(this.#akto['contentFiltering'])['wordFilters']];
    const words = all.flatMap((filter) => textsOf(isJsonObject(filter) ? filter['custom'] : filter));
    if (all.some((filter) => objectOf(filter)['profanity'] === true)) {
      this.#say('wordFilters.profanity', 'It has no effect here: Sluice brings no list of swear-words; add words.');
    }
    const usable = [...new Set(words)].filter((word) => word.length <= MAX.wordLength).slice(0, MAX.words);
    if (usable.length < new Set(words).size) {
      this.#say(
        'wordFilters',
        `Words beyond ${MAX.words}, or longer than ${MAX.wordLength} characters, are passed over.`,
      );
    }
    return usable.length === 0 ? [] : [{ name: WORDS_NAME, words: usable, ...this.#reaction(this.#level) }];
  }

  #topics(): TopicRule[] {
    const seen = new Set<string>();
    return objectsOf(this.#akto['deniedTopics']).flatMap((item) => {
      const name = textOf(item['topic']).slice(0, 100);
      const samples = textsOf(item['samplePhrases']);
      const key = slug(name);
      if (key === '' || seen.has(key) || seen.size >= MAX.topics) {
        this.#say(`deniedTopics: ${name}`, 'It is passed over: it has no name of its own, or is one too many.');
        return [];
      }
      seen.add(key);
      const usable = samples.filter(({ length }) => length <= 300).slice(0, MAX.samplePhrases);
      if (usable.length < samples.length) {
        this.#say(`deniedTopics: ${name}`, 'Sample phrases beyond 20, or longer than 300 characters, are passed over.');
      }
      return [
        {
          name,
          description: textOf(item['description']).slice(0, 1_000),
          samplePhrases: usable,
          ...this.#reaction(this.#level),
        },
      ];
    });
  }

  #exceptions(): PolicyException[] {
    return objectsOf(this.#akto['ignorePhrases']).flatMap((item, index): PolicyException[] => {
      const phrase = textOf(item['phrase']);
      const isRegex = item['isRegex'] === true;
      const caseSensitive = item['caseSensitive'] === true;
      const fits = phrase.length >= MAX.phraseMin && phrase.length <= MAX.phraseMax && index < MAX.exceptions;
      const compiled = isRegex ? compilePattern(phrase, caseSensitive) : null;
      if (!fits || compiled?.ok === false) {
        const why = compiled?.ok === false ? compiled.message : 'it is too short, too long, or one too many';
        this.#say(`ignorePhrases: ${phrase.slice(0, 80)}`, `It cannot be used here: ${why}.`);
        return [];
      }
      const flag = caseSensitive ? { caseSensitive } : {};
      return [isRegex ? { kind: 'pattern', pattern: phrase, ...flag } : { kind: 'phrase', phrase, ...flag }];
    });
  }

  #limits(): Pick<PolicyBody, 'tokenLimit' | 'toolCallLimit'> {
    const reaction = this.#reaction(this.#level);
    const tokens = objectOf(this.#akto['tokenLimitDetection']);
    const threshold = numberOf(tokens['threshold']) ?? 0;
    const anomalies = objectOf(this.#akto['anomalyDetection']);
    const calls = anomalies['enabled'] === false ? 0 : (numberOf(anomalies['toolCallLimit']) ?? 0);
    const errors = anomalies['enabled'] === false ? 0 : (numberOf(anomalies['errorLimit']) ?? 0);
    return {
      ...(tokens['enabled'] === true && {
        tokenLimit: {
          maxTokens: threshold > 1 ? Math.min(10_000_000, Math.round(threshold)) : DEFAULT_TOKENS,
          ...reaction,
        },
      }),
      ...((calls > 0 || errors > 0) && {
        toolCallLimit: {
          perSession: calls > 0 ? Math.min(NO_LIMIT, Math.round(calls)) : NO_LIMIT,
          ...(errors > 0 && { errorsPerSession: Math.min(NO_LIMIT, Math.round(errors)) }),
          ...reaction,
        },
      }),
    };
  }

  #llmRule(): Pick<PolicyBody, 'llmRule'> {
    const rule = objectOf(this.#akto['llmRule']);
    const prompt = textOf(rule['userPrompt']).slice(0, 4_000);
    if (rule['enabled'] === false || prompt === '') return {};
    const minConfidence = share(rule['confidenceScore']) || EVEN_ODDS;
    return { llmRule: { prompt, minConfidence, ...this.#reaction(this.#level) } };
  }

  #harmful(): Pick<PolicyBody, 'harmful'> {
    const { useForResponses, ...said } = objectOf(objectOf(this.#akto['contentFiltering'])['harmfulCategories']);
    const categories: Partial<Record<HarmCategory, HarmLevel>> = {};
    for (const [name, value] of Object.entries(said)) {
      const word = textOf(value).toLowerCase();
      if (word === '' || word === 'none') continue;
      const category = HARM_CATEGORIES.find((one) => one === name.toLowerCase());
      const level = HARM_LEVELS.find((one) => one === word);
      if (category === undefined || level === undefined) {
        this.#say(
          `contentFiltering.harmfulCategories.${name}`,
          'Nothing here knows this category, or this level of it.',
        );
      } else categories[category] = level;
    }
    if (Object.keys(categories).length === 0) return {};
    const { onRequest, onResponse } = this.#reaction(this.#level);
    const answers = typeof useForResponses === 'boolean' ? (useForResponses ? this.#level : 'none') : onResponse;
    return { harmful: { categories, onRequest, onResponse: answers } };
  }
}

function severityOf(value: JsonValue | undefined): Severity {
  const word = textOf(value).toLowerCase();
  return SEVERITIES.find((severity) => severity === word) ?? 'medium';
}

/** A confidence, written as a share or in per cent. */
function share(value: JsonValue | undefined): number {
  const number = numberOf(value) ?? 0;
  return Math.min(1, Math.max(0, number > 1 ? number / 100 : number));
}

/** Names of servers, in the present form or the one before it. */
function namesOf(present: JsonValue | undefined, old: JsonValue | undefined): readonly string[] {
  const named = objectsOf(present).map(({ name, id }) => textOf(name) || textOf(id));
  return (named.length > 0 ? named : textsOf(old)).filter((name) => name !== '' && name.length <= 200);
}

function some<Key extends string, Item>(key: Key, items: readonly Item[]): { [K in Key]?: readonly Item[] } {
  return items.length === 0 ? {} : ({ [key]: items } as { [K in Key]: readonly Item[] });
}
