/** Texts written for this project (CC0): attacks and innocent texts with the same words, in many languages. */
import { LEXICONS } from '../../../electron/engine/detectors/injection/lexicon/index.ts';
import { type Bag, type Row, bagOf } from '../bags.ts';
import { type Random, createRandom, pick } from '../random.ts';
import { BORROWED, DISGUISED, INSERTED, SEED } from '../recipe.ts';
import { AGENT_ATTACKS, AGENT_COMMANDS, AGENT_SLOTS, AGENT_TOOL, AGENT_USER } from './agents.ts';
import { TOOL_ATTACKS, USER_ATTACKS } from './attacks-en.ts';
import { BENIGN_SLOTS, TOOL_BENIGN, USER_BENIGN } from './benign-en.ts';
import { EVERYDAY_SLOTS, EVERYDAY_TOOL, EVERYDAY_USER } from './everyday.ts';
import { borrowedRows } from './borrowed.ts';
import { type Slots, expand } from './expand.ts';
import { disguisedRows } from './disguised.ts';
import { FORCED_OUTPUT, INDIRECT_ATTACKS, INDIRECT_SLOTS } from './indirect-en.ts';
import { HARD_SLOTS, HARD_TOOL, HARD_USER } from './hard-benign.ts';
import { insertInto } from './insert.ts';
import { HANDBOOKS } from './languages/handbooks.ts';
import { LANGUAGES } from './languages/index.ts';
import { LONG_ATTACKS, LONG_BENIGN, LONG_SLOTS } from './long-prompts.ts';
import type { Texts } from './languages/texts.ts';
import { QUESTION_SLOTS, QUESTION_USER } from './questions.ts';
import { SLOTS } from './slots-en.ts';
import { VERDICT_ATTACKS, VERDICT_BENIGN, VERDICT_SLOTS } from './verdicts.ts';

/** How often each template is filled. */
const PER_TEMPLATE = 16;
/** The few templates of long prompts have thousands of readings each. */
const LONG_EACH = 100;
const AGENT_ATTACK_SLOTS: Slots = { ...SLOTS, ...AGENT_SLOTS };

/** Everything of our own as the trainer sees it; `rows` are what attacks are put into. */
export function ourBags(rows: readonly Row[]): Bag[] {
  const written = ownRows(createRandom(SEED));
  const random = createRandom(SEED);
  const inserted = insertedRows(rows, written, INSERTED, random);
  const borrowed = borrowedRows(rows, BORROWED, random);
  return [...written, ...inserted, ...disguisedRows(written, DISGUISED, random), ...borrowed].map(bagOf);
}

/** Deterministic for one generator state. Sources begin with `own_`. */
export function ownRows(random: Random): Row[] {
  return [
    ...fill(USER_ATTACKS, SLOTS, { label: 1, source: 'own_user', role: 'user', lang: 'en' }, random),
    ...fill(TOOL_ATTACKS, SLOTS, { label: 1, source: 'own_tool', role: 'tool', lang: 'en' }, random),
    ...fill(USER_BENIGN, BENIGN_SLOTS, { label: 0, source: 'own_user', role: 'user', lang: 'en' }, random),
    ...fill(TOOL_BENIGN, BENIGN_SLOTS, { label: 0, source: 'own_tool', role: 'tool', lang: 'en' }, random),
    ...fill(EVERYDAY_USER, EVERYDAY_SLOTS, { label: 0, source: 'own_everyday', role: 'user', lang: 'en' }, random),
    ...fill(EVERYDAY_TOOL, EVERYDAY_SLOTS, { label: 0, source: 'own_everyday', role: 'tool', lang: 'en' }, random),
    ...fill(AGENT_USER, AGENT_SLOTS, { label: 0, source: 'own_agents', role: 'user', lang: 'en' }, random),
    ...fill(AGENT_TOOL, AGENT_SLOTS, { label: 0, source: 'own_agents', role: 'tool', lang: 'en' }, random),
    ...fill(
      INDIRECT_ATTACKS,
      INDIRECT_SLOTS,
      { label: 1, source: 'own_indirect', role: 'tool', lang: 'en' },
      random,
      120,
    ),
    ...fill(FORCED_OUTPUT, INDIRECT_SLOTS, { label: 1, source: 'own_forced', role: 'user', lang: 'en' }, random),
    ...fill(QUESTION_USER, QUESTION_SLOTS, { label: 0, source: 'own_questions', role: 'user', lang: 'en' }, random, 20),
    ...fill(HARD_USER, HARD_SLOTS, { label: 0, source: 'own_hard', role: 'user', lang: 'en' }, random, 30),
    ...fill(HARD_TOOL, HARD_SLOTS, { label: 0, source: 'own_hard', role: 'tool', lang: 'en' }, random, 30),
    ...fill(VERDICT_ATTACKS, VERDICT_SLOTS, { label: 1, source: 'own_verdicts', role: 'tool', lang: 'en' }, random, 60),
    ...fill(VERDICT_BENIGN, VERDICT_SLOTS, { label: 0, source: 'own_verdicts', role: 'tool', lang: 'en' }, random, 40),
    ...fill(LONG_ATTACKS, LONG_SLOTS, { label: 1, source: 'own_long', role: 'user', lang: 'en' }, random, LONG_EACH),
    ...fill(LONG_BENIGN, LONG_SLOTS, { label: 0, source: 'own_long', role: 'user', lang: 'en' }, random, LONG_EACH),
    ...LANGUAGES.flatMap((texts) => languageRows(texts, random)),
    ...Object.entries(HANDBOOKS).flatMap(([lang, templates]) =>
      fill(templates, {}, { label: 0, source: 'own_handbooks', role: 'tool', lang }, random, 12),
    ),
    ...fill(AGENT_COMMANDS, AGENT_SLOTS, { label: 0, source: 'own_agents', role: 'user', lang: 'en' }, random),
    ...fill(AGENT_ATTACKS, AGENT_ATTACK_SLOTS, { label: 1, source: 'own_user', role: 'user', lang: 'en' }, random),
    ...lexiconRows(),
  ];
}

/** Documents with an attack in them, from innocent documents of the data. */
function insertedRows(rows: readonly Row[], own: readonly Row[], count: number, random: Random): Row[] {
  const carriers = [
    ...rows.filter(({ label, role, text }) => label === 0 && (role === 'tool' || text.length > 400)),
    ...own.filter(({ label, role, text }) => label === 0 && role === 'tool' && text.length > 60),
  ];
  const attacks = own.filter(({ label, role, text }) => label === 1 && (role === 'tool' || text.length < 300));
  return Array.from({ length: count }, () => insertInto(pick(carriers, random), pick(attacks, random), random));
}

function languageRows({ language: lang, ...texts }: Texts, random: Random): Row[] {
  const of = (templates: readonly string[], label: 0 | 1, role: 'user' | 'tool'): Row[] =>
    fill(templates, {}, { label, source: 'own_languages', role, lang }, random);
  return [
    ...of(texts.userAttacks, 1, 'user'),
    ...of(texts.toolAttacks, 1, 'tool'),
    ...of(texts.userBenign, 0, 'user'),
    ...of(texts.toolBenign, 0, 'tool'),
  ];
}

type Kind = Pick<Row, 'label' | 'source' | 'role' | 'lang'>;

function fill(templates: readonly string[], slots: Slots, kind: Kind, random: Random, each = PER_TEMPLATE): Row[] {
  const texts = new Set<string>();
  for (const template of templates) {
    const times = template.includes('{') ? each : 1;
    for (let time = 0; time < times; time++) texts.add(expand(template, slots, random));
  }
  return Array.from(texts, (text) => ({ ...kind, text }));
}

/** The sentences that hold the lexicons to account. */
function lexiconRows(): Row[] {
  return LEXICONS.flatMap(({ language, hits, misses }) => [
    ...Object.entries(hits).flatMap(([kind, sentences]) =>
      sentences.map((text): Row => ({
        text,
        label: 1,
        source: 'own_lexicon',
        role: kind === 'indirect' ? 'tool' : 'user',
        lang: language,
        kind,
      })),
    ),
    ...misses.map((text): Row => ({ text, label: 0, source: 'own_lexicon', role: 'user', lang: language })),
  ]);
}
