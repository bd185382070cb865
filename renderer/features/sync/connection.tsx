import { Check, CircleX, Lock, PlugZap, Send } from 'lucide-react';
import { useId, useState } from 'react';

import type { SyncStatus } from '../../../shared/domain/index.ts';
import type { ConnectionTest } from '../../../shared/rpc/sync-api.ts';
import { formatDuration } from '../../components/format.ts';
import { toSluiceError } from '../../rpc/client.ts';
import { useSync } from '../../stores/sync.ts';
import { sayDone } from '../../stores/toasts.ts';

const ENVIRONMENT: ReadonlySet<string | null> = new Set(['flag', 'environment', 'env-file']);

/** Where Akto is, with which token, and whether it answers. */
export function Connection({ status }: { readonly status: SyncStatus }) {
  return (
    <section className="sync-sect" aria-label="Connection">
      <h2>
        Connection
        <span className="meta">{sayKept(status.token)}</span>
      </h2>
      <div className="sync-form">
        <Address status={status} />
        <Token status={status} />
      </div>
      <Test disabled={status.url === null} />
    </section>
  );
}

function sayKept({ source, kept }: SyncStatus['token']): string {
  if (source === null) return 'no token';
  if (kept === null) return 'the token comes from AKTO_API_TOKEN';
  return kept === 'keychain'
    ? 'the token is in the system keychain'
    : 'the token is in memory only: give it again after a restart';
}

function Address({ status }: { readonly status: SyncStatus }) {
  const id = useId();
  const save = useSync((state) => state.save);
  const [draft, setDraft] = useState(status.url ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const held = ENVIRONMENT.has(status.urlSource);
  const commit = async () => {
    const url = draft.trim();
    if (held || url === (status.url ?? '')) return;
    const refused = await save({ url });
    setProblem(refused);
    if (refused === null) sayDone('Saved.');
  };
  return (
    <>
      <label htmlFor={id}>Address</label>
      <div>
        {held ? (
          <output id={id} className="held mono">
            {status.url} <Lock aria-hidden="true" />
            <span className="faint">DATA_INGESTION_SERVICE_URL</span>
          </output>
        ) : (
          <input
            id={id}
            className="field mono"
            value={draft}
            placeholder="https://ingest.example.com"
            spellCheck={false}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={() => void commit()}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void commit();
              if (event.key === 'Escape') setDraft(status.url ?? '');
            }}
          />
        )}
        {problem === null ? null : (
          <p className="problem" role="alert" id={`${id}-problem`}>
            {problem}
          </p>
        )}
      </div>
    </>
  );
}

function Token({ status }: { readonly status: SyncStatus }) {
  const id = useId();
  const setToken = useSync((state) => state.setToken);
  const [draft, setDraft] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { source } = status.token;
  const keep = async (token: string | null) => {
    const refused = await setToken(token);
    setProblem(refused);
    if (refused === null) {
      setDraft('');
      sayDone(token === null ? 'The token is forgotten.' : 'The token is kept.');
    }
  };
  return (
    <>
      <label htmlFor={id}>Token</label>
      <div className="sync-token">
        {source !== null && source !== 'window' ? (
          <output id={id} className="held mono">
            set <Lock aria-hidden="true" />
            <span className="faint">AKTO_API_TOKEN</span>
          </output>
        ) : (
          <>
            <input
              id={id}
              type="password"
              className="field mono"
              autoComplete="off"
              value={draft}
              placeholder={source === null ? 'none' : 'set; type to replace it'}
              onChange={(event) => setDraft(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && draft !== '') void keep(draft);
              }}
            />
            <button type="button" className="btn" disabled={draft === ''} onClick={() => void keep(draft)}>
              Keep
            </button>
            {source === null ? null : (
              <button type="button" className="btn ghost" onClick={() => void keep(null)}>
                Forget
              </button>
            )}
          </>
        )}
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </>
  );
}

function Test({ disabled }: { readonly disabled: boolean }) {
  const test = useSync((state) => state.test);
  const [result, setResult] = useState<ConnectionTest | 'running' | null>(null);
  const run = async (sendRecord: boolean) => {
    setResult('running');
    try {
      setResult(await test(sendRecord));
    } catch (error) {
      setResult({ ok: false, text: toSluiceError(error).message, durationMs: 0 });
    }
  };
  const off = disabled || result === 'running';
  return (
    <div className="sync-test">
      <button type="button" className="btn" disabled={off} onClick={() => void run(false)}>
        <PlugZap />
        Test connection
      </button>
      <button type="button" className="btn ghost" disabled={off} onClick={() => void run(true)}>
        <Send />
        Send a test record
      </button>
      <output className="sync-result" aria-label="Result of the test">
        {result === null ? null : result === 'running' ? (
          <span className="faint">Asking Akto…</span>
        ) : (
          <span className={result.ok ? 'ostate done' : 'ostate rejected'}>
            {result.ok ? <Check /> : <CircleX />}
            {result.text}
            {result.ok ? <span className="faint">in {formatDuration(result.durationMs)}</span> : null}
          </span>
        )}
      </output>
    </div>
  );
}
