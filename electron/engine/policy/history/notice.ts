import type { StringEdit } from '../../dialects/index.ts';
import { isJsonDocument } from '../mask/json-text.ts';
import type { TurnMessage } from './messages.ts';

/** What the model reads in place of a message that was blocked before. */
export const NOTICE = '[This message was blocked by a policy and removed.]';

/**
 * Edits that leave nothing of a message but a notice. Every text gets one, because APIs refuse empty texts; arguments
 * of tool calls become an empty object, because they must stay JSON.
 */
export function noticeEdits(message: TurnMessage): StringEdit[] {
  return message.parts.map(({ pointer, text, kind }) => ({
    pointer,
    start: 0,
    end: text.length,
    replacement: kind === 'tool-arguments' && isJsonDocument(text) ? '{}' : NOTICE,
  }));
}
