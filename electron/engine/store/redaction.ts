/**
 * Nothing unredacted is written (ARCHITECTURE.md, invariant 4): every record passes here before it reaches SQLite.
 * Credentials go by the name of their header or query key, detected secrets by their finding, and whatever still looks
 * like a secret by its look, in headers, path, names and over the whole body.
 */
import { isSecretType } from '../../../shared/domain/index.ts';
import type { AktoOpinion, Caller, HeaderList, Side, StoredMessage, Verdict } from '../../../shared/domain/index.ts';
import { TextMemo } from '../../../shared/text-memo.ts';
import type { Content } from './bodies.ts';
import { rememberingClean } from './clean-stretches.ts';
import { type KnownSecret, knownSecrets, redactBody } from './redact-body.ts';
import type { RedactionTools } from './redaction-tools.ts';
import { redactFields, redactHeaders, redactPath } from './redact-credentials.ts';
import type { AgentRecord, CloseRecord, FindingRecord, MessageRecord, OpenRecord } from './store.ts';

export interface RedactedClose {
  readonly content: Content;
  /** Their offsets are of the stored text. */
  readonly findings: readonly FindingRecord[];
  readonly marks: readonly string[];
  readonly model: string | null;
  readonly session: string | null;
}

export interface Redact {
  open(record: OpenRecord): OpenRecord;
  agent(record: AgentRecord): AgentRecord;
  close(record: CloseRecord): RedactedClose;
}

/** Mark of an exchange of which a body was not stored because it could not be made safe. */
export const BODY_WITHHELD = 'body-withheld';

/** UTF-16 units: some 10,000 digests of bodies that came again. */
const CLEAN_UNITS = 1_250_000;

/** In the place of a short text that could not be looked at. */
export const WITHHELD = '[withheld]';

export function createRedact(tools: RedactionTools): Redact {
  const short = remember((text) => tools.redactSecrets(text).text);
  const orNull = (text: string | null) => (text === null ? null : short(text));
  /** Whole bodies, by their digests: nothing was to be replaced in them, whatever else was found. */
  const clean = new TextMemo<true>(CLEAN_UNITS);
  const headersOf = remembering((headers: HeaderList) => redactHeaders(headers, tools, short));
  const bodyTools: RedactionTools = { ...tools, redactSecrets: rememberingClean(tools.redactSecrets) };

  const message = (record: MessageRecord, findings: readonly FindingRecord[], known: readonly KnownSecret[]) => {
    const headers = headersOf(record.headers);
    const { bodyKind, sizeBytes, truncated } = record;
    if (record.body === null) {
      const stored: StoredMessage = { headers, body: null, bodyKind, sizeBytes, truncated };
      return { stored, findings, withheld: false };
    }
    const sweep = isForm(headers) ? (text: string) => redactFields(text, tools, (plain) => plain) : undefined;
    const isPlain = known.length === 0 && sweep === undefined && !findings.some(({ type }) => isSecretType(type));
    const plain = isPlain ? record.digest : undefined;
    if (plain !== undefined && clean.get(plain) === true) {
      const stored: StoredMessage = { headers, body: record.body, bodyKind, sizeBytes, truncated };
      return { stored, findings, withheld: false };
    }
    const done = redactBody(record.body, findings, known, bodyTools, sweep);
    if (plain !== undefined && done?.body === record.body) clean.set(plain, true);
    const stored: StoredMessage = {
      headers,
      body: done?.body ?? null,
      bodyKind,
      sizeBytes,
      truncated: truncated || done === null,
    };
    return { stored, findings: done?.findings ?? findings, withheld: done === null };
  };

  return {
    open: (record) => ({
      ...record,
      path: redactPath(record.path, tools, short),
      agent: short(record.agent),
      session: orNull(record.session),
      model: orNull(record.model),
      operation: orNull(record.operation),
    }),
    agent: (record) => ({ ...record, agent: short(record.agent) }),
    close(record) {
      const of = (side: Side) => record.findings.filter((finding) => finding.side === side);
      const [asked, answered] = [of('request'), of('response')];
      // A password that one side introduces may come back on the other without any context that gives it away.
      const known = [
        ...knownSecrets(record.request.body, asked, tools),
        ...knownSecrets(record.response.body, answered, tools),
      ];
      const request = message(record.request, asked, known);
      const response = message(record.response, answered, known);
      const withheld = request.withheld || response.withheld;
      return {
        content: {
          verdict: redactedVerdict(record.verdict, short),
          akto: record.akto === null ? null : redactedOpinion(record.akto, short),
          ...(record.caller === undefined ? {} : { caller: redactedCaller(record.caller, orNull) }),
          request: request.stored,
          response: response.stored,
        },
        findings: [...request.findings, ...response.findings].map((finding) => ({
          ...finding,
          pointer: short(finding.pointer),
          evidence: isSecretType(finding.type) ? finding.evidence : short(finding.evidence),
        })),
        marks: withheld ? [...record.marks, BODY_WITHHELD] : record.marks,
        model: orNull(record.model),
        session: orNull(record.session),
      };
    },
  };
}

/** Pointers hold keys of the body, which anybody may choose. */
function redactedVerdict(verdict: Verdict, redact: (text: string) => string): Verdict {
  const { at, reason } = verdict;
  return { ...verdict, reason: redact(reason), at: at === null ? null : { ...at, pointer: redact(at.pointer) } };
}

function redactedCaller({ user, device }: Caller, redact: (text: string | null) => string | null): Caller {
  return { user: redact(user), device: redact(device) };
}

/** Akto may repeat what it found. */
function redactedOpinion(opinion: AktoOpinion, redact: (text: string) => string): AktoOpinion {
  const { verdict, own } = opinion;
  return {
    ...opinion,
    verdict: verdict === null ? null : redactedVerdict(verdict, redact),
    own: redactedVerdict(own, redact),
  };
}

function isForm(headers: HeaderList): boolean {
  return headers.some(
    ([name, value]) => name.toLowerCase() === 'content-type' && /^application\/x-www-form-urlencoded\b/i.test(value),
  );
}

/** The same answer for the same list, as the records of one hand-over share theirs. */
function remembering(redact: (headers: HeaderList) => HeaderList): (headers: HeaderList) => HeaderList {
  const known = new WeakMap<HeaderList, HeaderList>();
  return (headers) => {
    let redacted = known.get(headers);
    if (redacted === undefined) {
      redacted = redact(headers);
      known.set(headers, redacted);
    }
    return redacted;
  };
}

/** Agents, models and paths repeat: asked once each. What held a secret is not kept. */
function remember(redact: (text: string) => string): (text: string) => string {
  const clean = new Set<string>();
  return (text) => {
    if (text === '' || clean.has(text)) return text;
    let redacted: string;
    try {
      redacted = redact(text);
    } catch {
      // What could not be looked at is not written. The exchange is: its end says what was withheld.
      return WITHHELD;
    }
    if (redacted === text && text.length <= 300) {
      if (clean.size >= 4_096) clean.clear();
      clean.add(text);
    }
    return redacted;
  };
}
