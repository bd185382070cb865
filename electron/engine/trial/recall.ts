import { type Finding, type Message, type Part, type Side, isSecretType } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { type ParsedAnswer, type ParsedRequest, dialectById, parseExactly } from '../dialects/index.ts';
import { type InspectOptions, inspect } from '../detectors/index.ts';
import type { StoredExchange } from '../store/index.ts';

/** What is looked for, as in traffic (Settings). */
export type Looking = Omit<InspectOptions, 'side' | 'deadlineMs'>;

/** One side of a stored exchange as a policy looks at it. */
export interface Recalled {
  readonly side: Side;
  readonly agent: string;
  readonly model: string | null;
  readonly parts: readonly Part[];
  readonly messages: readonly Message[];
  readonly tools: readonly string[];
  readonly tokens: number | null;
  /** The findings of the time whose values are no longer there to be found. */
  readonly kept: readonly Finding[];
  /** Values are redacted in what is stored. */
  readonly redacted: boolean;
}

/** Reads a stored exchange as its request or answer was read. Never throws: what cannot be read has no parts. */
export function recall({ row, request, response, findings }: StoredExchange, side: Side): Recalled {
  const message = side === 'request' ? request : response;
  const contentType = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  const target = { method: row.method, path: row.path, contentType };
  const parsed = parse(message.body, (body, json) => {
    const dialect = dialectById(json ? row.dialect : 'text');
    return side === 'request' ? dialect.parseRequest(body, target) : dialect.parseAnswer(body, target);
  });
  const known = findings.filter((finding) => finding.side === side && !finding.type.startsWith('policy.'));
  const secrets = known.filter(({ type }) => isSecretType(type));
  const lost =
    message.body === null ? known : known.filter((finding) => secrets.some((other) => touches(finding, other)));
  return {
    side,
    agent: row.agent,
    model: row.model,
    parts: parsed?.parts ?? [],
    messages: parsed?.messages ?? [],
    tools: parsed !== null && 'tools' in parsed ? parsed.tools : [],
    tokens: side === 'request' ? row.inputTokens : row.outputTokens,
    kept: lost.map(plainFinding),
    redacted: lost.length > 0,
  };
}

/** What the detectors say now, and what they said of values that are redacted since. */
export function findingsNow(
  { parts, side, kept }: Recalled,
  looking: Looking,
  deadlineMs: number,
): { findings: Finding[]; partial: boolean } {
  const now = inspect(parts, { ...looking, side, deadlineMs });
  const fresh = now.findings.filter(
    (finding) => !kept.some((other) => touches(finding, other) && finding.type === other.type),
  );
  return { findings: [...kept, ...fresh], partial: now.partial };
}

function parse(
  body: string | null,
  read: (body: JsonValue, json: boolean) => ParsedRequest | ParsedAnswer,
): ParsedRequest | ParsedAnswer | null {
  if (body === null) return null;
  let json: JsonValue;
  try {
    json = parseExactly(body);
  } catch {
    return read(body, false);
  }
  return read(json, true);
}

function touches(a: Finding, b: Finding): boolean {
  return a.pointer === b.pointer && a.start < b.end && b.start < a.end;
}

function plainFinding(finding: Finding): Finding {
  const { type, rule, severity, confidence, side, role, pointer, start, end, view } = finding;
  return { type, rule, severity, confidence, side, role, pointer, start, end, view };
}
