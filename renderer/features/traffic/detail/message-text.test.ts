import { expect, test } from 'vitest';

import { storedFinding } from '../../../test-support/rows.ts';
import { buildChat } from './chat-model.ts';
import { messageText } from './message-text.ts';

const CARD = '4242 4242 4242 4242';

test('a message is copied masked, with its calls, their results and what else is in it', () => {
  const card = { pointer: '/m/0/input/card', start: 0, end: CARD.length, side: 'request' } as const;
  const { current } = buildChat({
    request: [
      {
        role: 'assistant',
        pointer: '/m/0',
        name: null,
        blocks: [
          { kind: 'text', pointer: '/m/0/text', text: `Charging ${CARD}.` },
          { kind: 'tool-call', pointer: '/m/0/input', id: 'c', name: 'charge', arguments: `{"card":"${CARD}"}` },
          {
            kind: 'media',
            pointer: '/m/0/i',
            medium: 'image',
            mediaType: 'image/png',
            name: null,
            sizeBytes: 8,
            hash: 'a',
          },
        ],
      },
      {
        role: 'tool',
        pointer: '/m/1',
        name: null,
        blocks: [{ kind: 'tool-result', pointer: '/m/1/c', id: 'c', text: 'done' }],
      },
    ],
    answer: [],
    tools: [],
  });
  const findings = [storedFinding(card), storedFinding({ ...card, id: 2, pointer: '/m/0/text', start: 9, end: 28 })];
  expect(messageText(current[0]!, 'request', findings)).toBe(
    'Charging •••• 4242.\n\ncharge({"card":"•••• 4242"})\ndone\n\n[image image/png]',
  );
});
