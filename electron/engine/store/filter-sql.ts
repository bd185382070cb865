/** The filter grammar as SQL over `exchanges e JOIN agents a`. Values are bound, never part of the text. */
import { SluiceError, unreachable } from '../../../shared/errors.ts';
import { NANO } from './rows.ts';
import { type FilterKey, type FilterTerm, parseFilter } from '../../../shared/filter/filter.ts';

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

export const ALWAYS: Condition = { sql: '1', values: [] };

type TextKey =
  | 'agent'
  | 'verdict'
  | 'model'
  | 'path'
  | 'operation'
  | 'method'
  | 'state'
  | 'mode'
  | 'dialect'
  | 'ingress'
  | 'session'
  | 'policy';
const TEXT_COLUMNS: Readonly<Record<TextKey, string>> = {
  agent: 'a.name',
  verdict: 'e.verdict',
  model: 'e.model',
  path: 'e.path',
  operation: 'e.operation',
  method: 'e.method',
  state: 'e.state',
  mode: 'e.mode',
  dialect: 'e.dialect',
  ingress: 'e.ingress',
  session: 'e.session',
  policy: 'e.policy',
};

/** Throws SluiceError `invalid_call` when the filter does not parse. `now`: Unix ms that ages count back from. */
export function compileFilter(filter: string, now: number): Condition {
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new SluiceError('invalid_call', parsed.message);
  const groups = new Map<string, Condition[]>();
  for (const [index, term] of parsed.terms.entries()) {
    // The same key twice means either of them; everything else must hold at once.
    const group = term.kind === 'word' || term.negated ? `#${index}` : term.key;
    groups.set(group, [...(groups.get(group) ?? []), compileTerm(term, now)]);
  }
  return allOf([...groups.values()].map(anyOf));
}

export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? ALWAYS : join(conditions, ' AND ');
}

function anyOf(conditions: readonly Condition[]): Condition {
  return join(conditions, ' OR ');
}

function join(conditions: readonly Condition[], word: string): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(word),
    values: conditions.flatMap(({ values }) => values),
  };
}

function compileTerm(term: FilterTerm, now: number): Condition {
  const condition = positive(term, now);
  // A row without a value does not have the value: NULL counts as "no".
  return term.negated ? { ...condition, sql: `(${condition.sql}) IS NOT TRUE` } : condition;
}

function positive(term: FilterTerm, now: number): Condition {
  switch (term.kind) {
    case 'word':
      return anyOf(['a.name', 'e.path', 'e.operation', 'e.model'].map((column) => like(column, `*${term.value}*`)));
    case 'age':
      return { sql: 'e.started_at >= ?', values: [now - term.value] };
    case 'number':
      return { sql: `${numberColumn(term.key)} ${term.comparison} ?`, values: [term.value] };
    case 'text':
      return text(term.key, term.value);
    default:
      return unreachable(term);
  }
}

function numberColumn(key: FilterKey): string {
  switch (key) {
    case 'status':
      return 'e.status';
    case 'duration':
      return 'e.duration_ms';
    case 'tokens':
      return 'iif(e.input_tokens IS NULL AND e.output_tokens IS NULL, NULL, ifnull(e.input_tokens, 0) + ifnull(e.output_tokens, 0))';
    case 'cost':
      return `e.cost_nano / ${NANO}.0`;
    default:
      throw new SluiceError('internal', `No number is kept for “${key}”.`);
  }
}

function text(key: FilterKey, value: string): Condition {
  switch (key) {
    case 'id':
      // Exact unless it has a wildcard: the index is used.
      return value.includes('*') ? like('e.id', value) : { sql: 'e.id = ?', values: [value] };
    case 'type':
    case 'rule': {
      const inside = compare(`f.${key}`, value);
      return { ...inside, sql: `e.seq IN (SELECT f.exchange_seq FROM findings f WHERE ${inside.sql})` };
    }
    case 'verdict': {
      const inside = compare('e.verdict', value);
      // Said aloud so that SQLite may use the index of what is not ordinary.
      return value.includes('*') || value.toLowerCase() === 'allow'
        ? inside
        : { sql: `e.verdict = ? AND e.verdict <> 'allow'`, values: [value.toLowerCase()] };
    }
    case 'agent': {
      const inside = compare('name', value);
      return { ...inside, sql: `e.agent_id IN (SELECT id FROM agents WHERE ${inside.sql})` };
    }
    default: {
      const column = (TEXT_COLUMNS as Readonly<Record<string, string>>)[key];
      if (column === undefined) throw new SluiceError('internal', `No text is kept for “${key}”.`);
      return compare(column, value);
    }
  }
}

/** Without regard to the case of ASCII letters, as SQLite's LIKE. */
function compare(column: string, value: string): Condition {
  return value.includes('*') ? like(column, value) : { sql: `${column} = ? COLLATE NOCASE`, values: [value] };
}

function like(column: string, pattern: string): Condition {
  return { sql: `${column} LIKE ? ESCAPE '\\'`, values: [likePattern(pattern)] };
}

/** `*` stands for anything; what LIKE would take for a wildcard stands for itself. */
export function likePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}
