/** Attacks put into innocent documents, the ways they come: as a paragraph, a comment, a hidden element, a value. */
import type { Row } from '../bags.ts';
import { type Random, pick } from '../random.ts';

const WRAPPERS: readonly ((attack: string) => string)[] = [
  (attack) => `\n\n${attack}\n\n`,
  (attack) => `\n${attack}\n`,
  (attack) => ` ${attack} `,
  (attack) => `\n<!-- ${attack} -->\n`,
  (attack) => `<div style="display:none">${attack}</div>`,
  (attack) => `\n# ${attack}\n`,
  (attack) => `\n// ${attack}\n`,
  (attack) => `\n/* ${attack} */\n`,
  (attack) => `\n"note": ${JSON.stringify(attack)},\n`,
  (attack) => `\n> ${attack}\n`,
  (attack) => `\n- ${attack}\n`,
];

/** Longest carrier: what surrounds the attack beyond a window or two teaches nothing. Characters. */
const LONGEST = 2_400;

/** One attack in one document; it belongs to the document's source when folds are made. */
export function insertInto(carrier: Row, attack: Row, random: Random): Row {
  const room = Math.max(0, carrier.text.length - LONGEST);
  const from = Math.floor(random() * room);
  const text = carrier.text.slice(from, from + LONGEST);
  const at = text.indexOf(random() < 0.7 ? '\n' : ' ', Math.floor(random() * text.length));
  const cut = at === -1 ? text.length : at;
  const wrapped = pick(WRAPPERS, random)(attack.text);
  return {
    text: text.slice(0, cut) + wrapped + text.slice(cut),
    label: 1,
    source: 'own_inserted',
    role: 'tool',
    lang: attack.lang,
    kind: 'indirect',
    payload: attack.text,
    parent: carrier.source,
  };
}
