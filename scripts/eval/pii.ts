/** Personal data: F1 per entity. */
import { type Finding, type Part } from '../../shared/domain/index.ts';
import { inspect } from '../../electron/engine/detectors/index.ts';
import { readCases } from '../../electron/engine/detectors/test-support/cases.ts';
import { SAMPLE_DIR, readRows } from './data.ts';
import type { Metric, Section } from './report.ts';

interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface PiiRow {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Names of the data -> our types. What is not here is not an entity of ours. */
const TYPES: Readonly<Record<string, string>> = {
  EMAIL_ADDRESS: 'email',
  CREDIT_CARD: 'credit_card',
  US_SSN: 'ssn',
  IBAN_CODE: 'iban',
  IP_ADDRESS: 'ip_address',
  PHONE_NUMBER: 'phone_number',
  US_DRIVER_LICENSE: 'drivers_license',
  ADDRESS: 'address',
};

const GOALS: Readonly<Record<string, readonly [goal: number, stretch: number]>> = {
  email: [0.98, 0.99],
  credit_card: [0.98, 0.99],
  ssn: [0.98, 0.99],
  iban: [0.98, 0.99],
  ip_address: [0.95, 0.98],
  phone_number: [0.85, 0.92],
  passport: [0.8, 0.9],
  date_of_birth: [0.8, 0.9],
  address: [0.6, 0.75],
};
const NATIONAL_IDS = [
  'uk_nino',
  'uk_nhs',
  'es_dni',
  'in_aadhaar',
  'in_pan',
  'ca_sin',
  'de_tax_id',
  'fi_hetu',
  'us_medicare',
];
const NATIONAL_GOAL = [0.9, 0.95] as const;

interface Tally {
  gold: number;
  found: number;
  predicted: number;
  right: number;
  exact: number;
}

export function evaluatePii(dir: string): Section[] {
  const rows = readRows(dir, 'pii_dev') as PiiRow[] | null;
  const written = [...readCases('pii'), ...readCases('clean')];
  return [
    ...(rows === null ? [] : [score(dir === SAMPLE_DIR ? SAMPLE : DEVELOPMENT, rows)]),
    score(WRITTEN, written, 'Written together with the rules, and part of their tests: says that nothing broke.'),
  ];
}

const DEVELOPMENT = 'PII: presidio-research sentences (pii_dev)';
const SAMPLE = 'PII: presidio-research sentences, the committed sample';
const WRITTEN = 'PII: written for this project, formats of many countries';

function score(title: string, rows: readonly PiiRow[], ...notes: string[]): Section {
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    const gold = goldOf(row);
    const { findings } = inspect([partOf(row.text)], { side: 'request' });
    // Types that only some rows annotate count where they are annotated or where another entity was taken for them.
    for (const span of gold) count(tallies, span, findings);
    for (const finding of findings) countPrediction(tallies, finding, gold, row);
  }
  const metrics: Metric[] = [];
  for (const [type, tally] of [...tallies].sort(([a], [b]) => a.localeCompare(b))) {
    if (tally.gold === 0) continue;
    const [goal, stretch] = GOALS[type] ?? [];
    metrics.push(metric(`${type} F1`, tally, goal, stretch));
  }
  const ids = NATIONAL_IDS.map((type) => tallies.get(type)).filter((tally) => tally !== undefined && tally.gold > 0);
  if (ids.length > 0) metrics.push(metric('national ids F1', sum(ids as Tally[]), ...NATIONAL_GOAL));
  return {
    title,
    metrics,
    notes: [
      ...notes,
      `${rows.length} texts. A span counts when it overlaps an annotated one of its type; exact = same borders, of the annotated.`,
    ],
  };
}

function metric(name: string, tally: Tally, goal?: number, stretch?: number): Metric {
  const precision = tally.predicted === 0 ? 0 : tally.right / tally.predicted;
  const recall = tally.found / tally.gold;
  const value = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  const note = `P ${precision.toFixed(3)} R ${recall.toFixed(3)}, exact ${(tally.exact / tally.gold).toFixed(3)}, n ${tally.gold}`;
  return {
    name,
    value,
    unit: 'share',
    note,
    ...(goal === undefined ? {} : { goal }),
    ...(stretch === undefined ? {} : { stretch }),
  };
}

function sum(tallies: readonly Tally[]): Tally {
  const total = newTally();
  for (const tally of tallies) {
    total.gold += tally.gold;
    total.found += tally.found;
    total.predicted += tally.predicted;
    total.right += tally.right;
    total.exact += tally.exact;
  }
  return total;
}

/** Dates are annotated as such; those a word of birth stands before are dates of birth. */
function goldOf(row: PiiRow): Span[] {
  return row.spans.flatMap((span) => {
    if (span.type === 'DATE_TIME') {
      return /\b(?:birth|born)\b/i.test(row.text.slice(Math.max(0, span.start - 40), span.start))
        ? [{ ...span, type: 'date_of_birth' }]
        : [];
    }
    const type = TYPES[span.type] ?? (/^[a-z]/.test(span.type) ? span.type : undefined);
    return type === undefined ? [] : [{ ...span, type }];
  });
}

function count(tallies: Map<string, Tally>, span: Span, findings: readonly Finding[]): void {
  const tally = tallyOf(tallies, span.type);
  tally.gold += 1;
  const hits = findings.filter((finding) => finding.type === span.type && overlap(finding, span));
  if (hits.length > 0) tally.found += 1;
  if (hits.some((hit) => hit.start === span.start && hit.end === span.end)) tally.exact += 1;
}

function countPrediction(tallies: Map<string, Tally>, finding: Finding, gold: readonly Span[], row: PiiRow): void {
  const tally = tallyOf(tallies, finding.type);
  // Streets are annotated as locations in some sentences: neither right nor wrong.
  if (
    finding.type === 'address' &&
    row.spans.some((span) => span.type === 'LOCATION' && overlap(finding, span)) &&
    !gold.some((span) => overlap(finding, span))
  )
    return;
  tally.predicted += 1;
  if (gold.some((span) => span.type === finding.type && overlap(finding, span))) tally.right += 1;
}

function overlap(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}

function tallyOf(tallies: Map<string, Tally>, type: string): Tally {
  let tally = tallies.get(type);
  if (tally === undefined) tallies.set(type, (tally = newTally()));
  return tally;
}

function newTally(): Tally {
  return { gold: 0, found: 0, predicted: 0, right: 0, exact: 0 };
}

export function partOf(text: string): Part {
  return { role: 'user', pointer: '', text };
}
