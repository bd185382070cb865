/** Texts written for this project (CC0): attacks and innocent texts with the same words, in many languages. */
import { LEXICONS } from '../../../electron/engine/detectors/injection/lexicon/index.ts';
import type { Row } from '../bags.ts';
import { type Random, pick } from '../random.ts';
import { TOOL_ATTACKS, USER_ATTACKS } from './attacks-en.ts';
import { BENIGN_SLOTS, TOOL_BENIGN, USER_BENIGN } from './benign-en.ts';
import { EVERYDAY_SLOTS, EVERYDAY_TOOL, EVERYDAY_USER } from './everyday.ts';
import { type Slots, expand } from './expand.ts';
import { insertInto } from './insert.ts';
import { SLOTS } from './slots-en.ts';

/** How often each template is filled. */
const PER_TEMPLATE = 16;

/** Deterministic for one generator state. Sources begin with `own_`. */
export function ownRows(random: Random): Row[] {
  return [
    ...fill(USER_ATTACKS, SLOTS, { label: 1, source: 'own_user', role: 'user', lang: 'en' }, random),
    ...fill(TOOL_ATTACKS, SLOTS, { label: 1, source: 'own_tool', role: 'tool', lang: 'en' }, random),
    ...fill(USER_BENIGN, BENIGN_SLOTS, { label: 0, source: 'own_user', role: 'user', lang: 'en' }, random),
    ...fill(TOOL_BENIGN, BENIGN_SLOTS, { label: 0, source: 'own_tool', role: 'tool', lang: 'en' }, random),
    ...fill(EVERYDAY_USER, EVERYDAY_SLOTS, { label: 0, source: 'own_everyday', role: 'user', lang: 'en' }, random),
    ...fill(EVERYDAY_TOOL, EVERYDAY_SLOTS, { label: 0, source: 'own_everyday', role: 'tool', lang: 'en' }, random),
    ...lexiconRows(),
  ];
}

/** Documents with an attack in them, from innocent documents of the data. */
export function insertedRows(rows: readonly Row[], own: readonly Row[], count: number, random: Random): Row[] {
  const carriers = [
    ...rows.filter(({ label, role, text }) => label === 0 && (role === 'tool' || text.length > 400)),
    ...own.filter(({ label, role, text }) => label === 0 && role === 'tool' && text.length > 60),
  ];
  const attacks = own.filter(({ label, role, text }) => label === 1 && (role === 'tool' || text.length < 300));
  return Array.from({ length: count }, () => insertInto(pick(carriers, random), pick(attacks, random), random));
}

type Kind = Pick<Row, 'label' | 'source' | 'role' | 'lang'>;

function fill(templates: readonly string[], slots: Slots, kind: Kind, random: Random): Row[] {
  const texts = new Set<string>();
  for (const template of templates) {
    const times = template.includes('{') ? PER_TEMPLATE : 1;
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
