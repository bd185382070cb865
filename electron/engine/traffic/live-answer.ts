import type { Block, Message } from '../../../shared/domain/index.ts';
import { redactSecrets } from '../detectors/index.ts';
import type { OpenExchange } from './open-exchanges.ts';

/** Bytes of a stream up to which it is read as messages: that is done again each time, for somebody who watches. */
const READ_BYTES = 256 * 1024;
/** Of a longer one only the end of its text is told. */
const TAIL_CHARS = 8_000;

/** The answer of an open exchange so far, redacted as its record will be; null while there is none that can be read. */
export function liveAnswer({ exchange, tap }: OpenExchange): readonly Message[] | null {
  if (tap === null) return null;
  if (tap.sizeBytes > READ_BYTES) {
    const text = tap.liveText();
    return text === null ? null : [tailOf(text)];
  }
  const body = tap.liveMessage();
  if (body === null) return null;
  const { messages } = exchange.dialect.parseAnswer(body, exchange.target);
  return messages.flatMap((message) =>
    message.blocks.length === 0 ? [] : [{ ...message, blocks: message.blocks.map(redacted) }],
  );
}

function tailOf(text: string): Message {
  const tail = text.length > TAIL_CHARS ? `… ${text.slice(-TAIL_CHARS)}` : text;
  return {
    role: 'assistant',
    pointer: '',
    name: null,
    blocks: [{ kind: 'text', pointer: '', text: redactSecrets(tail).text }],
  };
}

function redacted(block: Block): Block {
  switch (block.kind) {
    case 'media':
      // Its size and hash are worked out when they are asked for: now, to be sent.
      return { ...block };
    case 'tool-call':
      return { ...block, arguments: redactSecrets(block.arguments).text };
    case 'text':
    case 'thinking':
    case 'tool-result':
      return { ...block, text: redactSecrets(block.text).text };
  }
}
