import type { AgentSource, ExchangeRow, SyncStatus } from '../../../shared/domain/index.ts';
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
  hook: 'Akto’s hook',
  host: 'the host it calls',
};

/** How the delivery to Akto stands, as far as the first exchange is concerned. */
interface Delivery {
  readonly on: boolean;
  readonly problem: string | null;
  /** Of the collection of the exchange. */
  readonly delivered: number;
  /** Unix ms of Akto's last acknowledgement. */
  readonly lastAt: number | null;
}

const OFF: Delivery = { on: false, problem: null, delivered: 0, lastAt: null };

export function deliveryOf(row: ExchangeRow | null, status: SyncStatus | null): Delivery {
  if (row === null || status === null) return OFF;
  const { settings, problem, outbox } = status;
  const delivered = outbox.byAgent[row.agent]?.delivered ?? 0;
  return { on: settings.on, problem, delivered, lastAt: outbox.lastDeliveredAt };
}

function aktoItem({ on, problem, delivered, lastAt }: Delivery): CheckItem {
  const item = { id: 'akto', name: 'Akto accepts it', at: null };
  if (!on) return { ...item, state: 'skipped', text: 'sync is off' };
  if (delivered > 0) {
    return { ...item, name: 'Akto accepted it', state: 'done', text: plural(delivered, 'exchange'), at: lastAt };
  }
  return { ...item, state: 'running', text: problem ?? 'on its way' };
}

/** How far the first exchange has come. `row` null: none has arrived yet. */
export function checksFor(row: ExchangeRow | null, delivery: Delivery = OFF): readonly CheckItem[] {
  const wait = (id: string, name: string, text = ''): CheckItem => ({ id, name, state: 'waiting', text, at: null });
  const akto = aktoItem(delivery);
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
