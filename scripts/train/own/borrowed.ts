/**
 * More texts out of those of the data: attacks inside results of tools and documents, innocent texts in the same
 * results. `of` and `parent` say from which sources they came, so that a fold learns of none that it holds out.
 */
import type { Row } from '../bags.ts';
import { type Random, pick } from '../random.ts';
import { insertInto } from './insert.ts';
import { asResult } from './results.ts';

/** Longer attacks are documents themselves. Characters. */
const LONGEST = 500;

export function borrowedRows(rows: readonly Row[], count: number, random: Random): Row[] {
  const attacks = evenly(rows.filter(isOrder));
  const innocent = evenly(rows.filter(({ label, text }) => label === 0 && text.length < LONGEST));
  const documents = evenly(
    rows.filter(({ label, role, text }) => label === 0 && (role === 'tool' || text.length > 400)),
  );
  const inDocument = (): Row => {
    const attack = attacks(random);
    return { ...insertInto(documents(random), attack, random), source: 'own_borrowed', of: attack.source };
  };
  const inResult = (row: Row): Row => ({
    text: asResult(row.text, random),
    label: row.label,
    source: 'own_borrowed',
    role: 'tool',
    lang: row.lang,
    of: row.source,
    ...(row.label === 1 && { payload: row.text }),
  });
  return Array.from({ length: count }, (_, at) => {
    if (at % 3 === 0) return inResult(innocent(random));
    return at % 3 === 1 ? inResult(attacks(random)) : inDocument();
  });
}

/** What gives orders, and is not only a harmful question; disguised ones are learnt as they are. */
function isOrder({ label, role, text, kind, obfuscated }: Row): boolean {
  return label === 1 && role === 'user' && kind !== 'jailbreak' && obfuscated !== true && text.length < LONGEST;
}

/** Sources count with the root of their size. */
function evenly(rows: readonly Row[]): (random: Random) => Row {
  const groups = [...Map.groupBy(rows, ({ source }) => source).values()];
  const shares: number[] = [];
  let sum = 0;
  for (const group of groups) shares.push((sum += Math.sqrt(group.length)));
  return (random) => {
    const at = random() * sum;
    return pick(groups[shares.findIndex((share) => at < share)] ?? groups.at(-1)!, random);
  };
}
