/** JSONL: one exchange a line, in the shape of the interfaces users and scripts rely on. */
import type { ExchangeDetail, HeaderList, Side, StoredFinding, StoredMessage } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { parseFilter } from '../../../shared/filter/filter.ts';
import { maskBody } from '../detectors/index.ts';

export type ExportedExchange = Omit<ExchangeDetail, 'conversation'>;

/** A data folder opened for reading: the store room's openReadOnly. */
export interface ExchangeSource {
  exchanges(filter: string): Iterable<ExportedExchange>;
  close(): void;
}

export interface ExportOptions {
  readonly dataFolder: string;
  readonly open: (dataFolder: string) => ExchangeSource;
  /** In the filter grammar; '' is everything. */
  readonly filter: string;
  /** Show what was found. Secrets are placeholders all the same: the store does not have them. */
  readonly reveal: boolean;
  /** Without the line break. The next one waits for the promise. */
  readonly write: (line: string) => Promise<void> | void;
}

/**
 * Writes every exchange that matches, oldest first, as one line each. Throws SluiceError `usage` for a filter that does
 * not parse, and what `open` throws.
 */
export async function exportJsonl({ dataFolder, open, filter, reveal, write }: ExportOptions): Promise<void> {
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new SluiceError('usage', `--filter, at ${parsed.start + 1}: ${parsed.message}`);
  const source = open(dataFolder);
  try {
    for (const exchange of source.exchanges(filter)) await write(toJsonLine(exchange, reveal));
  } finally {
    source.close();
  }
}

/** One exchange as a line of JSON. */
export function toJsonLine({ row, request, response, findings }: ExportedExchange, reveal: boolean): string {
  const sides = {
    request: side(request, findings, 'request', reveal),
    response: side(response, findings, 'response', reveal),
  };
  const head = JSON.stringify({
    id: row.id,
    time: new Date(row.startedAt).toISOString(),
    ingress: row.ingress,
    agent: row.agent,
    session: row.session,
    dialect: row.dialect,
    method: row.method,
    path: row.path,
    model: row.model,
    status: row.status,
    upstreamStatus: row.upstreamStatus,
    state: row.state,
    verdict: row.verdict,
    mode: row.mode,
    findings: [...sides.request.findings, ...sides.response.findings],
    usage: { inputTokens: row.inputTokens, outputTokens: row.outputTokens },
    durationMs: row.durationMs,
  });
  return `${head.slice(0, -1)},"request":${sides.request.json},"response":${sides.response.json}}`;
}

function side(message: StoredMessage, all: readonly StoredFinding[], name: Side, reveal: boolean) {
  const found = all.filter((finding) => finding.side === name);
  const { body, findings } =
    reveal || message.body === null ? { body: message.body, findings: found } : maskBody(message.body, found);
  const headers = JSON.stringify(headersObject(message.headers));
  return { json: `{"headers":${headers},"body":${bodyJson(body)}}`, findings: findings.map(exportedFinding) };
}

/**
 * JSON goes in as its own text: parsing and writing it again would change big numbers and lose repeated keys. A line
 * break can only be white space between its tokens (RFC 8259, section 7).
 */
function bodyJson(body: string | null): string {
  if (body === null) return 'null';
  try {
    JSON.parse(body);
    return body.replaceAll(/[\r\n]+/g, ' ').trim();
  } catch {
    return JSON.stringify(body);
  }
}

/** Names in lower case; a repeated field is one list (RFC 9110, section 5.3). */
function headersObject(headers: HeaderList): Record<string, string> {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const before = byName.get(lower);
    byName.set(lower, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(byName);
}

function exportedFinding({ type, rule, severity, confidence, side, pointer, start, end, view }: StoredFinding) {
  return { type, rule, severity, confidence, side, pointer, start, end, view };
}
