import { Popover } from '@base-ui/react/popover';
import { Check, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';

import type { EnginePhase, EngineStatus, SyncStatus } from '../../shared/domain/index.ts';
import { formatCompact, formatFine, plural } from '../components/format.ts';
import { useNow } from '../components/use-now.ts';
import { useConnection } from '../stores/connection.ts';
import { useStatus } from '../stores/status.ts';
import { useSync } from '../stores/sync.ts';

type Tone = 'ok' | 'slow' | 'down' | 'idle';

interface Item {
  readonly name: string;
  readonly tone: Tone;
  readonly value: string;
  readonly explain: string;
}

export function Health() {
  const phase = useConnection((state) => state.phase);
  const status = useStatus((state) => state.status);
  const sync = useSync((state) => state.status);
  const running = phase.phase === 'running';
  return (
    <fieldset className="health" aria-label="Health">
      <HealthItem item={engineItem(phase, status)}>{running ? null : <NextTry phase={phase} />}</HealthItem>
      <HealthItem item={upstreamItem(running ? status : null)} />
      <HealthItem item={syncItem(running ? sync : null)} />
    </fieldset>
  );
}

function HealthItem({ item, children }: { readonly item: Item; readonly children?: ReactNode }) {
  const Icon = item.tone === 'down' ? X : item.tone === 'idle' ? Minus : Check;
  return (
    <Popover.Root>
      <Popover.Trigger className={`h ${item.tone}`}>
        <span className="h-mark">
          <Icon />
        </span>
        <span className="h-name">{item.name}</span>
        <span className="h-val">{children ?? item.value}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" className="pop-pos">
          <Popover.Popup className="pop note-pop">
            <Popover.Title className="note-title">{item.name}</Popover.Title>
            <Popover.Description>{item.explain}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NextTry({ phase }: { readonly phase: EnginePhase }) {
  const now = useNow(1_000);
  const does = useConnection((state) => (state.host?.kind === 'browser' ? 'asking again' : 'restarting'));
  if (phase.phase !== 'restarting') return phase.phase === 'starting' ? 'starting' : 'stopped';
  const seconds = Math.ceil((phase.nextTryAt - now) / 1_000);
  return seconds > 0 ? `${does} in ${seconds} s` : does;
}

/** @internal exported for its test */
export function engineItem(phase: EnginePhase, status: EngineStatus | null): Item {
  const name = 'Engine';
  switch (phase.phase) {
    case 'starting':
      return { name, tone: 'idle', value: 'starting', explain: 'The engine is starting.' };
    case 'restarting':
      return { name, tone: 'down', value: 'restarting', explain: phase.reason };
    case 'stopped':
      return { name, tone: 'down', value: 'stopped', explain: phase.message };
    case 'running': {
      if (status?.storeError !== undefined && status.storeError !== null) {
        return {
          name,
          tone: 'down',
          value: 'not storing',
          explain: `${status.storeError} Traffic goes on unrecorded.`,
        };
      }
      const p50 = status?.gateP50Ms ?? null;
      const explain =
        p50 === null
          ? 'The engine runs. No exchange has passed yet.'
          : `Half of the last exchanges spent less than ${formatFine(p50)} in Sluice before they went on.`;
      return { name, tone: 'ok', value: p50 === null ? 'ready' : formatFine(p50), explain };
    }
  }
}

/** @internal exported for its test */
export function upstreamItem(status: EngineStatus | null): Item {
  const name = 'Upstream';
  if (status === null) return { name, tone: 'idle', value: 'unknown', explain: 'Only the engine knows.' };
  const { url, health, lastError } = status.upstream;
  const host = hostOf(url);
  switch (health) {
    case 'ok':
      return { name, tone: 'ok', value: host, explain: `${url} answered the last request.` };
    case 'unknown':
      return { name, tone: 'idle', value: host, explain: `${url} has not been asked yet. Sluice sends no probes.` };
    case 'failing':
      return { name, tone: 'down', value: 'failing', explain: `${url}: ${lastError ?? 'the last request failed.'}` };
    case 'loop':
      return {
        name,
        tone: 'down',
        value: 'loop',
        explain: `${url} is one of our own addresses. Choose another upstream in Settings.`,
      };
  }
}

/** @internal exported for its test */
export function syncItem(status: SyncStatus | null): Item {
  const name = 'Sync';
  if (status === null) return { name, tone: 'idle', value: 'unknown', explain: 'Only the engine knows.' };
  if (!status.settings.on) {
    const explain = 'Nothing leaves this machine but your own requests to their upstream.';
    return { name, tone: 'idle', value: 'off', explain };
  }
  switch (status.obstacle) {
    case 'loop':
      return { name, tone: 'down', value: 'loop', explain: `${status.url ?? ''} is Sluice itself. Nothing is sent.` };
    case 'no-address':
      return { name, tone: 'down', value: 'no address', explain: 'The address of Akto’s service is missing.' };
    case null: {
      const { counts } = status.outbox;
      const waiting = counts.queued + counts.sending;
      const value = waiting === 0 ? 'up to date' : `${formatCompact(waiting)} queued`;
      if (status.problem !== null) {
        return { name, tone: 'slow', value, explain: `Akto takes nothing at present: ${status.problem}.` };
      }
      const rejected = counts.rejected === 0 ? '' : ` ${plural(counts.rejected, 'exchange')} rejected.`;
      return { name, tone: 'ok', value, explain: `Delivered to ${status.url ?? 'Akto'}.${rejected}` };
    }
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
