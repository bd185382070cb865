/**
 * Headers, bodies and the verdict's words of an exchange: everything the list does not show. Those of one batch are
 * compressed in packs of a few: one zstd call for many small bodies costs a third less time than one each, and agents'
 * requests resemble each other, which halves the bytes. A pack is read whole, so it stays small.
 */
import { zstdCompressSync } from 'node:zlib';

import type { AktoOpinion, Caller, HeaderList, StoredMessage, Verdict } from '../../../shared/domain/index.ts';

/** Where an exchange's content stands: bytes of the decompressed pack. */
export interface PackRef {
  readonly id: number;
  readonly start: number;
  readonly length: number;
}

export interface Content {
  readonly verdict: Verdict | null;
  readonly akto: AktoOpinion | null;
  readonly caller?: Caller;
  readonly request: StoredMessage;
  readonly response: StoredMessage;
}

export interface Pack {
  readonly members: number;
  readonly data: Buffer;
}

/** Decompressed bytes above which a pack is closed. Reading one exchange decompresses its whole pack (0.2 ms). */
const PACK_BYTES = 64 * 1_024;

export const NO_MESSAGE: StoredMessage = { headers: [], body: null, bodyKind: 'none', sizeBytes: 0, truncated: false };

interface StoredHead {
  readonly headers: HeaderList;
  readonly bodyKind: StoredMessage['bodyKind'];
  readonly sizeBytes: number;
  readonly truncated: boolean;
  /** UTF-16 units of the body; null for none. */
  readonly units: number | null;
}

/** A line of JSON, then the two bodies as they are: a JSON string of JSON would only grow. */
export function encodeContent({ verdict, akto, caller, request, response }: Content): Buffer {
  // What most have not takes no room; a member that is undefined is not written.
  const rare = { akto: akto ?? undefined, caller };
  const head = JSON.stringify({ verdict, ...rare, request: headOf(request), response: headOf(response) });
  return Buffer.from(`${head}\n${request.body ?? ''}${response.body ?? ''}`, 'utf8');
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

/** Groups contents into packs, in order. `place(index, pack, start, length)` tells where each one went. */
export function buildPacks(
  contents: readonly Buffer[],
  place: (index: number, pack: number, start: number, length: number) => void,
): Pack[] {
  const packs: Pack[] = [];
  let members: Buffer[] = [];
  let bytes = 0;
  const finish = () => {
    if (members.length > 0)
      packs.push({ members: members.length, data: zstdCompressSync(Buffer.concat(members, bytes)) });
    members = [];
    bytes = 0;
  };
  for (const [index, content] of contents.entries()) {
    if (bytes > 0 && bytes + content.length > PACK_BYTES) finish();
    place(index, packs.length, bytes, content.length);
    members.push(content);
    bytes += content.length;
  }
  finish();
  return packs;
}
