import type { Conversation, Message } from '../../../shared/domain/index.ts';
import type { ConversationReader } from './dialect.ts';
import { dialectById } from './registry.ts';
import { parseJson } from './stream.ts';

/**
 * What the Chat tab shows, read from the stored bodies (a streamed answer is stored as the assembled message).
 * null when neither body says anything.
 */
export const readConversation: ConversationReader = (id, target, requestBody, answerBody) => {
  const dialect = dialectById(id);
  const read = (body: string | null, parse: 'parseRequest' | 'parseAnswer') => {
    if (body === null || body === '') return null;
    const json = parseJson(body);
    // Text that was not JSON is read as text, whatever the dialect expected.
    const reader = json === undefined ? dialectById('text') : dialect;
    return reader[parse](json ?? body, target);
  };
  const request = read(requestBody, 'parseRequest');
  const answer = read(answerBody, 'parseAnswer');
  const shown = (messages: readonly Message[] | undefined) =>
    (messages ?? []).filter(({ blocks }) => blocks.length > 0);
  const conversation: Conversation = {
    request: shown(request?.messages),
    answer: shown(answer?.messages),
    tools: request && 'tools' in request ? request.tools : [],
  };
  return conversation.request.length + conversation.answer.length === 0 ? null : conversation;
};
