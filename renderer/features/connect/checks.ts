import type { AgentSource, ExchangeRow } from '../../../shared/domain/index.ts';
import { formatDuration, formatFine, plural } from '../../components/format.ts';

export interface CheckItem {
  readonly id: string;
  readonly name: string;
  readonly state: 'done' | 'running' | 'waiting' | 'skipped';
  readonly text: string;
  /** Unix ms when it turned green. */
  readonly at: number | null;
}

export const SOURCE_WORDS: Readonly<Record<AgentSource, string>> = {
  metadata: 'metadata.agent_name',
  header: 'the header x-agent-name',
  'key-metadata': 'metadata of its key',
  'key-alias': 'the alias of its key',
  'team-alias': 'the alias of its team',
  host: 'the host it calls',
};

/** How far the first exchange has come. `row` null: none has arrived yet. */
export function checksFor(row: ExchangeRow | null): readonly CheckItem[] {
  const wait = (id: string, name: string, text = ''): CheckItem => ({ id, name, state: 'waiting', text, at: null });
  const akto: CheckItem = { id: 'akto', name: 'Akto accepts it', state: 'skipped', text: 'sync is off', at: null };
  if (row === null) {
    return [
      { id: 'arrived', name: 'First request arrives', state: 'running', text: 'listening', at: null },
      wait('agent', 'Agent identified'),
      wait('verdict', 'Verdict given'),
      wait('stored', 'Answer recorded'),
      akto,
    ];
  }
  const done = (id: string, name: string, text: string): CheckItem => ({
    id,
    name,
    state: 'done',
    text,
    at: row.startedAt,
  });
  return [
    done('arrived', 'First request arrived', `${row.method} ${row.path}`),
    done('agent', 'Agent identified', `${row.agent}, by ${SOURCE_WORDS[row.agentSource]}`),
    row.verdict === null
      ? { id: 'verdict', name: 'Verdict given', state: 'running', text: 'being judged', at: null }
      : done('verdict', 'Verdict given', verdictText(row)),
    row.state === 'open'
      ? { id: 'stored', name: 'Answer recorded', state: 'running', text: 'the answer is still open', at: null }
      : done('stored', 'Answer recorded', storedText(row)),
    akto,
  ];
}

function verdictText(row: ExchangeRow): string {
  const word = row.verdict === null ? '' : row.verdict.charAt(0).toUpperCase() + row.verdict.slice(1);
  const time = row.gateMs === null ? '' : ` in ${formatFine(row.gateMs)}`;
  return `${word}${time}, ${plural(row.findings, 'finding')}`;
}

function storedText(row: ExchangeRow): string {
  const time = row.durationMs === null ? '' : ` after ${formatDuration(row.durationMs)}`;
  if (row.state === 'blocked') return `blocked with ${row.status ?? 403}`;
  return row.status === null ? row.state : `status ${row.status}${time}`;
}
