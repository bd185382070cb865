/** Headers, bodies and the verdict's words of an exchange: everything the list does not show. Kept in packs (packs.ts). */
import type { AktoOpinion, Caller, HeaderList, StoredMessage, Verdict } from '../../../shared/domain/index.ts';

export interface Content {
  readonly verdict: Verdict | null;
  readonly akto: AktoOpinion | null;
  readonly caller?: Caller;
  readonly request: StoredMessage;
  readonly response: StoredMessage;
}

export const NO_MESSAGE: StoredMessage = { headers: [], body: null, bodyKind: 'none', sizeBytes: 0, truncated: false };

interface StoredHead {
  readonly headers: HeaderList;
  readonly bodyKind: StoredMessage['bodyKind'];
  readonly sizeBytes: number;
  readonly truncated: boolean;
  /** UTF-16 units of the body; null for none. */
  readonly units: number | null;
}

/** Texts that follow each other: a line of JSON, then the two bodies as they are; a JSON string of JSON would only grow. */
export function encodeContent({ verdict, akto, caller, request, response }: Content): readonly string[] {
  // What most have not takes no room; a member that is undefined is not written.
  const rare = { akto: akto ?? undefined, caller };
  const head = JSON.stringify({ verdict, ...rare, request: headOf(request), response: headOf(response) });
  return [`${head}\n`, request.body ?? '', response.body ?? ''];
}

export function decodeContent(bytes: Buffer): Content {
  const text = bytes.toString('utf8');
  const line = text.indexOf('\n');
  const head = JSON.parse(text.slice(0, line)) as {
    verdict: Verdict | null;
    akto?: AktoOpinion;
    caller?: Caller;
    request: StoredHead;
    response: StoredHead;
  };
  const middle = line + 1 + (head.request.units ?? 0);
  return {
    // Records of before have no place.
    verdict: head.verdict === null ? null : { ...head.verdict, at: head.verdict.at ?? null },
    akto: head.akto ?? null,
    ...(head.caller === undefined ? {} : { caller: head.caller }),
    request: messageOf(head.request, text.slice(line + 1, middle)),
    response: messageOf(head.response, text.slice(middle)),
  };
}

function headOf({ body, ...rest }: StoredMessage): StoredHead {
  return { ...rest, units: body === null ? null : body.length };
}

function messageOf({ units, ...rest }: StoredHead, body: string): StoredMessage {
  return { ...rest, body: units === null ? null : body };
}
