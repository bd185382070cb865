import { createHash } from 'node:crypto';

import type { Block } from '../../../shared/domain/index.ts';

type MediaBlock = Extract<Block, { kind: 'media' }>;

export interface MediaSource {
  /** RFC 6901 pointer to the content or its link. */
  readonly pointer: string;
  readonly medium: 'image' | 'audio' | 'file' | 'video';
  readonly mediaType?: string | null;
  readonly name?: string | null;
  /** Base64, or a data: URL (RFC 2397), or a link, or null where only an id is given. */
  readonly content: string | null;
  /** `content` is base64 without a data: URL around it. */
  readonly base64?: boolean;
  /** `content` is the text of the file itself. */
  readonly plain?: boolean;
  /** Of the call that brought it. */
  readonly callId?: string;
}

const DATA_URL = /^data:([^;,]{0,200})((?:;[^;,]{0,200}){0,8}),/i;

/** Bytes that base64 text stands for, without decoding it. */
function base64Size(text: string): number {
  let end = text.length;
  while (end > 0 && text[end - 1] === '=') end -= 1;
  return Math.floor((end * 3) / 4);
}

/** Whether a string is inline content rather than something to read. */
export function isDataUrl(text: string): boolean {
  return text.startsWith('data:') && DATA_URL.test(text);
}

/**
 * The block that stands for an image, a sound or a file. The hash is computed when somebody asks for it: on the hot
 * path nobody does, and a picture has megabytes.
 */
export function mediaBlock(source: MediaSource): MediaBlock {
  const { pointer, medium, content, plain = false } = source;
  const url = content !== null && !source.base64 && !plain ? DATA_URL.exec(content) : null;
  const inline = content !== null && (source.base64 === true || plain || url !== null);
  const payload = inline ? content.slice(url ? url[0].length : 0) : '';
  const encoded = source.base64 === true || /;base64/i.test(url?.[2] ?? '');
  let decoded: { sizeBytes: number; hash: string } | undefined;
  const bytes = (): Buffer => {
    if (encoded) return Buffer.from(payload, 'base64');
    if (plain) return Buffer.from(payload, 'utf8');
    try {
      return Buffer.from(decodeURIComponent(payload), 'utf8');
    } catch {
      return Buffer.from(payload, 'utf8');
    }
  };
  const measure = () => {
    const content = bytes();
    return { sizeBytes: content.length, hash: createHash('sha256').update(content).digest('hex') };
  };
  return {
    kind: 'media',
    pointer,
    medium,
    mediaType: source.mediaType ?? (url?.[1] || null),
    name: source.name ?? null,
    get sizeBytes() {
      if (!inline) return null;
      return encoded && !/[\s]/.test(payload.slice(0, 200)) ? base64Size(payload) : (decoded ??= measure()).sizeBytes;
    },
    get hash() {
      return inline ? (decoded ??= measure()).hash : null;
    },
    ...(source.callId !== undefined && { callId: source.callId }),
  };
}

/** `image`, `audio`, `video` or `file`, by media type. */
export function mediumOf(mediaType: string | null): MediaSource['medium'] {
  const kind = mediaType?.split('/')[0]?.toLowerCase();
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
}
