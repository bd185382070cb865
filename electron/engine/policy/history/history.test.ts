import { describe, expect, test } from 'vitest';

import { part } from '../test-support/make.ts';
import { createHistory } from './history.ts';
import { messageHash, messagePointer, messagesOf } from './messages.ts';

/** Messages by single letters: upper case a user turn, lower case the assistant, digits a tool, `S` is the system. */
function turn(letters: string) {
  const role = (letter: string) =>
    letter === 'S' ? 'system' : /[A-Z]/.test(letter) ? 'user' : /\d/.test(letter) ? 'tool' : 'assistant';
  return messagesOf(
    Array.from(letters, (letter, index) => part(letter, index, role(letter))),
    (parts) => parts[0]!.text,
  );
}

const culprits = (messages: ReturnType<typeof turn>, letters: string) =>
  new Set(messages.filter(({ hash }) => letters.includes(hash)));

describe('what a session remembers', () => {
  test('only what was forwarded before is history', () => {
    const history = createHistory();
    expect(history.review('s', turn('SA'))).toEqual(['new', 'new']);
    history.forwarded('s', turn('SA'));
    expect(history.review('s', turn('SAbC'))).toEqual(['forwarded', 'forwarded', 'new', 'new']);
  });

  test('text that was never forwarded is new wherever it stands', () => {
    const history = createHistory();
    history.forwarded('s', turn('SAbC'));
    expect(history.review('s', turn('SXbC'))).toEqual(['forwarded', 'new', 'forwarded', 'forwarded']);
  });

  test('sessions know nothing of each other, and without a session nothing is known', () => {
    const history = createHistory();
    history.forwarded('s', turn('A'));
    history.forwarded(null, turn('A'));
    expect(history.review('t', turn('A'))).toEqual(['new']);
    expect(history.review(null, turn('A'))).toEqual(['new']);
  });
});

describe('a message that was blocked', () => {
  const blocked = (letters: string, what: string, options = {}) => {
    const history = createHistory(options);
    const messages = turn(letters);
    history.denied('s', messages, culprits(messages, what));
    return history;
  };

  test('is judged again when the same request is tried again', () => {
    expect(blocked('SA', 'A').review('s', turn('SA'))).toEqual(['new', 'new']);
  });

  test('is withdrawn when a person has spoken since', () => {
    const history = blocked('SA', 'A');
    expect(history.review('s', turn('SAB'))).toEqual(['new', 'withdrawn', 'new']);
    expect(history.review('s', turn('SAbC'))).toEqual(['new', 'withdrawn', 'new', 'new']);
  });

  test('is judged again when only tools and the assistant have spoken since', () => {
    expect(blocked('SA', 'A').review('s', turn('SAb1c2'))).toEqual(['new', 'new', 'new', 'new', 'new', 'new']);
  });

  test('stays withdrawn in every later turn', () => {
    const history = blocked('A', 'A');
    history.forwarded('s', turn('B'));
    history.forwarded('s', turn('bC'));
    expect(history.review('s', turn('ABbCcD'))).toEqual([
      'withdrawn',
      'forwarded',
      'forwarded',
      'forwarded',
      'new',
      'new',
    ]);
  });

  test('in the middle is withdrawn only when there is one turn more than when it was blocked', () => {
    const history = blocked('AbC', 'A');
    expect(history.review('s', turn('AbC'))).toEqual(['new', 'new', 'new']);
    expect(history.review('s', turn('AbCD'))).toEqual(['withdrawn', 'new', 'new', 'new']);
  });

  test('written twice: the repetition is judged, the first is withdrawn', () => {
    const history = blocked('A', 'A');
    expect(history.review('s', turn('AA'))).toEqual(['withdrawn', 'new']);
    const again = turn('AA');
    history.denied('s', again, culprits(again, 'A'));
    expect(history.review('s', turn('AAB'))).toEqual(['withdrawn', 'withdrawn', 'new']);
  });

  test('another turn with the same words as an old one counts as a turn', () => {
    const history = createHistory();
    history.forwarded('s', turn('C'));
    const second = turn('CbA');
    history.denied('s', second, culprits(second, 'A'));
    expect(history.review('s', turn('CbAC'))).toEqual(['forwarded', 'new', 'withdrawn', 'forwarded']);
  });

  test('that a person released is history like any other', () => {
    const history = blocked('A', 'A');
    history.forwarded('s', turn('A'));
    expect(history.review('s', turn('AB'))).toEqual(['forwarded', 'new']);
  });

  test('is never withdrawn when it is the instructions', () => {
    expect(blocked('SA', 'S').review('s', turn('SAbC'))).toEqual(['new', 'new', 'new', 'new']);
  });

  test('is judged each time where the setting says so', () => {
    expect(blocked('A', 'A', { blockedAgain: () => 'block' }).review('s', turn('AB'))).toEqual(['new', 'new']);
  });

  test('a denial nobody is to blame for changes nothing', () => {
    const history = blocked('A', '');
    expect(history.size).toBe(0);
  });
});

describe('memory is bounded', () => {
  test('the session unused for longest is forgotten first', () => {
    const history = createHistory({ maxMessages: 4 });
    history.forwarded('old', turn('AB'));
    history.forwarded('older', turn('CD'));
    history.review('old', turn('A'));
    history.forwarded('new', turn('E'));
    expect(history.size).toBe(3);
    expect(history.review('older', turn('CD'))).toEqual(['new', 'new']);
    expect(history.review('old', turn('AB'))).toEqual(['forwarded', 'forwarded']);
  });

  test('of a single session its oldest messages', () => {
    const history = createHistory({ maxMessages: 3 });
    history.forwarded('s', turn('ABCDE'));
    expect(history.size).toBe(3);
    expect(history.review('s', turn('ABCDE'))).toEqual(['new', 'new', 'forwarded', 'forwarded', 'forwarded']);
  });

  test('a message seen again is remembered once', () => {
    const history = createHistory();
    for (let round = 0; round < 10; round += 1) history.forwarded('s', turn('ABC'));
    expect(history.size).toBe(3);
    history.clear();
    expect(history.size).toBe(0);
  });
});

describe('what a message is', () => {
  test.each([
    ['/messages/3/content', '/messages/3'],
    ['/messages/12/content/0/text', '/messages/12'],
    ['/messages/1/tool_calls/0/function/arguments', '/messages/1'],
    ['/system', '/system'],
    ['/system/0/text', '/system/0'],
    ['/instructions', '/instructions'],
    ['/input', '/input'],
    ['/input/2/content/0/text', '/input/2'],
    ['/contents/0/parts/1/text', '/contents/0'],
    ['/systemInstruction/parts/0/text', '/systemInstruction'],
    ['/params/arguments/query', '/params'],
    ['', ''],
  ])('%s stands in %s', (pointer, message) => {
    expect(messagePointer(pointer)).toBe(message);
  });

  test('its blocks together; tool results alone are no turn of a person', () => {
    const messages = messagesOf([
      { role: 'user', pointer: '/messages/0/content/0/text', text: 'a' },
      { role: 'user', pointer: '/messages/0/content/1/text', text: 'b' },
      { role: 'tool', pointer: '/messages/1/content/0/content', text: 'c' },
    ]);
    expect(messages.map(({ isUserTurn, parts }) => [isUserTurn, parts.length])).toEqual([
      [true, 2],
      [false, 1],
    ]);
  });

  test('the hash tells apart what is said, by whom, and in which blocks', () => {
    const one = part('ab');
    const hashes = [
      [one],
      [{ ...one, text: 'aB' }],
      [{ ...one, role: 'tool' as const }],
      [{ ...one, kind: 'thinking' as const }],
      [{ ...one, tool: 'shell' }],
      [part('a'), part('b')],
      [part('b'), part('a')],
    ].map(messageHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(messageHash([{ ...one, pointer: '/messages/7/content' }])).toBe(hashes[0]);
  });
});
