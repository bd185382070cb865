/** More texts for each fold: its attacks in every disguise, and inside long documents that the fold holds out. */
import { type Bag, type Row, bagOf } from '../../train/bags.ts';
import { createRandom, pick, shuffled } from '../../train/random.ts';
import { DISGUISES } from './disguises.ts';

/** How a probe was made: `plain`, the name of a disguise, or `document`. */
export type Probed = Row & { readonly probe: string };

/** Attacks of one source that are disguised; of these, as many are put in documents. Keeps an evaluation in minutes. */
const PER_SOURCE = 30;
/** Longest attack worth disguising. Characters. */
const LONGEST = 1_200;
/** Length of the document around an attack. Characters. */
const DOCUMENT = 6_000;

export function probesOf(heldOut: readonly Row[], rows: readonly Row[]): Bag[] {
  const random = createRandom(7);
  const bySource = new Map<string, Row[]>();
  for (const row of heldOut) {
    if (row.label === 0 || row.obfuscated === true || row.role !== 'user' || row.text.length > LONGEST) continue;
    bySource.set(row.source, [...(bySource.get(row.source) ?? []), row]);
  }
  const attacks = [...bySource.values()].flatMap((all) => shuffled(all, random).slice(0, PER_SOURCE));
  const long = (from: readonly Row[]) =>
    from.filter(({ label, text, role }) => label === 0 && role === 'tool' && text.length > 2_500);
  const carriers = long(heldOut).length > 20 ? long(heldOut) : long(rows);
  return attacks.flatMap((row) => [
    probe(row, 'plain', row.text, 'user'),
    ...Object.entries(DISGUISES).map(([name, disguise]) => probe(row, name, disguise(row.text), 'user')),
    probe(row, 'document', inDocument(row.text, pick(carriers, random), random()), 'tool'),
    probe(row, 'plain result', row.text, 'tool'),
  ]);
}

function probe(row: Row, name: string, text: string, role: 'user' | 'tool'): Bag {
  const probed: Probed = { ...row, text, role, probe: name };
  return bagOf(probed);
}

function inDocument(attack: string, carrier: Row, where: number): string {
  let text = carrier.text;
  while (text.length < DOCUMENT) text += `\n\n${carrier.text}`;
  text = text.slice(0, DOCUMENT);
  const at = text.indexOf('\n', Math.floor(where * DOCUMENT * 0.95));
  const cut = at === -1 ? DOCUMENT : at;
  return `${text.slice(0, cut)}\n${attack}\n${text.slice(cut)}`;
}
