import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';

import type { Part } from '../../../../shared/domain/index.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import type { ParsedRequest } from '../../dialects/index.ts';
import type { ProxyFile } from './http-proxy-call.ts';
import type { MessageSide } from './message.ts';

/** Of one file at most this much text is judged (UTF-16 units); more is marked. */
const MAX_FILE_CHARS = 16 * 1024 * 1024;

export interface FileSide {
  readonly side: MessageSide<ParsedRequest>;
  /** `file-not-text`: nothing could be read of one; `file-linked`: its content is elsewhere; `truncated`. */
  readonly marks: readonly string[];
}

/**
 * Files to be judged, as one request: each by name, type, size and hash, and its text where it is text. A file is
 * somebody else's words: its text has the role `tool`. Nothing of it can be rewritten.
 */
export function fileSide(files: readonly ProxyFile[]): FileSide {
  const marks = new Set<string>();
  const parts: Part[] = [];
  const listed = files.map((file, index): JsonObject => {
    const entry: JsonObject = { filename: file.name, type: file.type };
    if (file.name !== '') parts.push({ role: 'tool', pointer: `/files/${index}/filename`, text: file.name });
    if (file.url !== null) marks.add('file-linked');
    if (file.url !== null) return { ...entry, url: file.url };
    const bytes = Buffer.from(file.content ?? '', 'base64');
    entry['size_bytes'] = bytes.length;
    entry['sha256'] = createHash('sha256').update(bytes).digest('hex');
    const text = textOf(bytes);
    if (text === null) {
      marks.add('file-not-text');
      return entry;
    }
    if (text.length > MAX_FILE_CHARS) marks.add('truncated');
    const kept = text.slice(0, MAX_FILE_CHARS);
    parts.push({ role: 'tool', pointer: `/files/${index}/text`, text: kept });
    return { ...entry, text: kept };
  });
  const parsed: ParsedRequest = {
    model: null,
    stream: false,
    parts,
    messages: [],
    tools: [],
    agentName: null,
    partial: false,
  };
  const side: MessageSide<ParsedRequest> = {
    body: JSON.stringify({ files: listed }),
    bodyKind: 'json',
    parsed,
    rewrite: () => null,
  };
  return { side, marks: [...marks] };
}

/** null: not text (RFC 3629, and no NUL, which no text has). */
function textOf(bytes: Buffer): string | null {
  return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8') : null;
}

/** The file of a multipart/form-data body (RFC 7578); null when there is none. */
export async function multipartFile(body: Buffer, contentType: string): Promise<ProxyFile | null> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return null;
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    const file = form.get('file');
    if (file === null) return null;
    const bytes = typeof file === 'string' ? Buffer.from(file) : Buffer.from(await file.arrayBuffer());
    const name = typeof file === 'string' ? '' : file.name;
    return { name, type: 'file', content: bytes.toString('base64'), url: null };
  } catch {
    return null;
  }
}
