import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Finding, Part } from '../../../../shared/domain/index.ts';
import type { JsonValue } from '../../../../shared/json.ts';
import { inspect } from '../../detectors/index.ts';
import { dialectById } from '../../dialects/index.ts';
import { decide } from '../index.ts';
import { findingIn, part, policy } from '../test-support/make.ts';
import { maskParts, rewriteBody } from './mask-parts.ts';
import { createRestoring, restoreParts, restoreText } from './restore.ts';
import { type Vault, createVault } from './vault.ts';

/** Restores a text that comes in pieces, as the guard inside a stream does. */
function piecewise(vault: Vault): { push: (chunk: string) => string; end: () => string } {
  const restoring = createRestoring(vault);
  let held = '';
  const written = (text: string): string => {
    let out = '';
    let at = 0;
    for (const { start, end, replacement } of restoring.edits(text, 'text')) {
      out += text.slice(at, start) + replacement;
      at = end;
    }
    return out + text.slice(at);
  };
  return {
    push(chunk) {
      const text = held + chunk;
      const keep = text.length - restoring.pending(text, 'text');
      held = text.slice(keep);
      return written(text.slice(0, keep));
    },
    end: () => written(held),
  };
}

const masked = (...findings: Finding[]) => findings.map(() => ({ policy: 'Mask', action: 'mask' as const }));

describe('placeholders', () => {
  test('say what was there, and the same value gets the same one', () => {
    const vault = createVault();
    expect(vault.placeholderFor('credit_card', '4242')).toBe('[CARD_1]');
    expect(vault.placeholderFor('email', 'a@example.com')).toBe('[EMAIL_1]');
    expect(vault.placeholderFor('email', 'b@example.com')).toBe('[EMAIL_2]');
    expect(vault.placeholderFor('email', 'a@example.com')).toBe('[EMAIL_1]');
    expect(vault.placeholderFor('secret.aws_access_key', 'x')).toBe('[SECRET_1]');
    expect(vault.placeholderFor('injection.override', 'x')).toBe('[REMOVED_1]');
    expect(vault.placeholderFor('policy.pattern', 'x')).toBe('[TEXT_1]');
  });

  test('that stand in the text already are not used', () => {
    const vault = createVault();
    vault.avoid(['see [CARD_1] and [CARD_3]']);
    expect(vault.placeholderFor('credit_card', 'a')).toBe('[CARD_2]');
    expect(vault.placeholderFor('credit_card', 'b')).toBe('[CARD_4]');
  });

  test('keep their values to themselves, and forget them', () => {
    const vault = createVault();
    vault.placeholderFor('credit_card', '4242 4242 4242 4242');
    expect(JSON.stringify({ vault })).toBe('{"vault":"[vault of 1]"}');
    vault.clear();
    expect(vault.valueOf('[CARD_1]')).toBeUndefined();
  });

  test.each(['credit_card', 'email', 'ssn', 'iban', 'password', 'secret.openai_api_key', 'phone_number'])(
    'for %s are found by no detector',
    (type) => {
      const placeholder = createVault().placeholderFor(type, 'x');
      const parts = [
        part(`my password is ${placeholder}, card: ${placeholder} mail ${placeholder} api_key=${placeholder}`),
      ];
      expect(inspect(parts, { side: 'request' }).findings).toEqual([]);
    },
  );
});

describe('masking parts', () => {
  test('each value in each part, overlapping ones as one', () => {
    const one = part('a@example.com wrote b@example.com', 0);
    const two = part('mail a@example.com', 2);
    const findings = [
      findingIn(one, 'a@example.com', 'email'),
      findingIn(one, 'b@example.com', 'email'),
      findingIn(one, 'example.com wrote', 'policy.words'),
      findingIn(two, 'a@example.com', 'email'),
    ];
    const vault = createVault();
    const { edits, unmaskable } = maskParts([one, two], findings, masked(...findings), vault);
    expect(unmaskable).toEqual([]);
    expect(edits).toEqual([
      { pointer: '/messages/0/content', start: 0, end: 19, replacement: '[EMAIL_1]' },
      { pointer: '/messages/0/content', start: 20, end: 33, replacement: '[EMAIL_2]' },
      { pointer: '/messages/2/content', start: 5, end: 18, replacement: '[EMAIL_3]' },
    ]);
    expect(vault.valueOf('[EMAIL_1]')).toBe('a@example.com wrote');
  });

  test('only what is to be masked', () => {
    const text = part('a@example.com');
    const findings = [findingIn(text, 'a@example.com', 'email')];
    const actions = [{ policy: 'p', action: 'alert' as const }];
    expect(maskParts([text], findings, actions, createVault())).toEqual({ edits: [], unmaskable: [] });
  });

  test('what has no place in a text cannot be masked, and says so', () => {
    const text = part('a@example.com');
    const findings = [
      findingIn(text, 'a@example.com', 'email', { pointer: '/nowhere' }),
      findingIn(text, 'a@example.com', 'email', { end: 99 }),
      findingIn(text, 'a@example.com', 'policy.tool', { start: 0, end: 0 }),
    ];
    expect(maskParts([text], findings, masked(...findings), createVault())).toEqual({
      edits: [],
      unmaskable: findings,
    });
  });
});

describe('arguments of tool calls stay JSON', () => {
  const args = (text: string): Part => ({ role: 'assistant', pointer: '/args', text, kind: 'tool-arguments' });
  const mask = (text: string, found: string, type = 'credit_card') => {
    const where = args(text);
    const findings = [findingIn(where, found, type)];
    const vault = createVault();
    const { edits, unmaskable } = maskParts([where], findings, masked(...findings), vault);
    return {
      edits,
      unmaskable,
      vault,
      text: rewriteBody(
        text,
        edits.map((edit) => ({ ...edit, pointer: '' })),
        'text',
      ),
    };
  };

  test.each([
    ['{"card":"4242424242424242"}', '4242424242424242', '{"card":"[CARD_1]"}'],
    ['{"card":4242424242424242}', '4242424242424242', '{"card":"[CARD_1]"}'],
    ['{ "a": [1, 4242424242424242 ] }', '4242424242424242', '{ "a": [1, "[CARD_1]" ] }'],
    [
      '{"a\\"b":"x","c":"\\\\","card":"my 4242424242424242 \\" yes"}',
      '4242424242424242',
      '{"a\\"b":"x","c":"\\\\","card":"my [CARD_1] \\" yes"}',
    ],
    ['{"4242424242424242":1}', '4242424242424242', '{"[CARD_1]":1}'],
    ['not json 4242424242424242', '4242424242424242', 'not json [CARD_1]'],
  ])('%s', (text, found, result) => {
    const masking = mask(text, found);
    expect(masking.text).toBe(result);
    expect(masking.vault.valueOf('[CARD_1]')).toBe(found);
  });

  test('the vault keeps what the string says, not how it was written', () => {
    const { vault } = mask('{"p":"a\\"b\\u00e9"}', 'a\\"b\\u00e9', 'password');
    expect(vault.valueOf('[PASSWORD_1]')).toBe('a"bé');
  });

  test.each([
    ['{"a":"x","b":"y"}', 'x","b'],
    ['{"card":14242424242424242}', '4242424242424242'],
    ['{"a":true}', '"a":true'],
  ])('%s: what reaches over a border cannot be masked', (text, found) => {
    const { edits, unmaskable } = mask(text, found);
    expect(edits).toEqual([]);
    expect(unmaskable).toHaveLength(1);
  });
});

describe('what a tool brought stays JSON where it is JSON', () => {
  const mask = (text: string, found: string) => {
    const where: Part = { role: 'tool', pointer: '', text };
    const findings = [findingIn(where, found, 'credit_card')];
    const vault = createVault();
    const { edits, unmaskable } = maskParts([where], findings, masked(...findings), vault);
    expect(unmaskable).toEqual([]);
    return rewriteBody(text, edits, 'text');
  };

  test.each([
    ['{"card":4242424242424242,"n":1}', '4242424242424242', '{"card":"[CARD_1]","n":1}'],
    ['[ 4242424242424242 ]', '4242424242424242', '[ "[CARD_1]" ]'],
    ['{"card":"my 4242424242424242"}', '4242424242424242', '{"card":"my [CARD_1]"}'],
    // Over a border, or no JSON as a whole: any text.
    ['{"a":"4242","b":"4242"}', '4242","b":"4242', '{"a":"[CARD_1]"}'],
    ['[INFO] card 4242424242424242, ok', '4242424242424242', '[INFO] card [CARD_1], ok'],
    ['{"card":4242424242424242,', '4242424242424242', '{"card":[CARD_1],'],
  ])('%s', (text, found, result) => {
    expect(mask(text, found)).toBe(result);
  });
});

describe('bodies', () => {
  const openai = dialectById('openai-chat');
  const target = { method: 'POST', path: '/v1/chat/completions', contentType: 'application/json' };
  const maskAll = policy('mask', { rules: [{ type: '*', onRequest: 'mask', onResponse: 'mask' }] });

  test('everything else is byte for byte what was sent', () => {
    const body =
      '{ "model" : "gpt-5",\n\t"n":1.0, "big":12345678901234567890, "messages":[{"role":"user","content":"caf\\u00e9: card 4242 4242 4242 4242\\n, mail eve@example.com"}], "model":"gpt-5" }';
    const { parts } = openai.parseRequest(JSON.parse(body) as JsonValue, target);
    const { findings } = inspect(parts, { side: 'request' });
    const { actions } = decide({ findings, side: 'request', agent: 'a', model: null, policies: [maskAll] });
    const { edits, unmaskable } = maskParts(parts, findings, actions, createVault());
    expect(unmaskable).toEqual([]);
    expect(rewriteBody(body, edits, 'json')).toBe(
      body.replace('4242 4242 4242 4242', '[CARD_1]').replace('eve@example.com', '[EMAIL_1]'),
    );
  });

  test('text that is no JSON', () => {
    const text: Part = { role: 'user', pointer: '', text: 'mail eve@example.com now' };
    const findings = [findingIn(text, 'eve@example.com', 'email')];
    const { edits } = maskParts([text], findings, masked(...findings), createVault());
    expect(rewriteBody(text.text, edits, 'text')).toBe('mail [EMAIL_1] now');
  });

  test.each([
    ['not JSON', 'nonsense', 'json', '/a'],
    ['no such member', '{"b":"x"}', 'json', '/a'],
    ['no text', '{"a":true}', 'json', '/a'],
    ['a pointer into text', 'x', 'text', '/a'],
    ['beyond the text', '', 'text', ''],
  ] as const)('%s: refused', (_, body, kind, pointer) => {
    expect(rewriteBody(body, [{ pointer, start: 0, end: 1, replacement: 'y' }], kind)).toBeNull();
  });

  test('whatever is masked: nothing else changes, and no masked value is left', () => {
    const filler = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', 'é', '😀', '\n', '['), maxLength: 8 });
    const values = fc.constantFrom('4242 4242 4242 4242', 'eve@example.com', 'p"w\\1', 'ü€😀');
    const message = fc.record({ before: filler, value: values, after: filler });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), fc.nat(3), (messages, spaces) => {
        const texts = messages.map(({ before, value, after }) => `${before}<${value}>${after}`);
        const body = JSON.stringify(
          { messages: texts.map((content) => ({ role: 'user', content })), extra: [1, null] },
          null,
          spaces,
        );
        const parts = texts.map((text, index) => part(text, index));
        const findings = messages.map(({ value }, index) => {
          const found = findingIn(parts[index]!, `<${value}>`, 'email');
          return { ...found, start: found.start + 1, end: found.end - 1 };
        });
        const vault = createVault();
        const { edits } = maskParts(parts, findings, masked(...findings), vault);
        const rewritten = rewriteBody(body, edits, 'json')!;
        const expected = JSON.stringify(
          {
            messages: messages.map(({ before, value, after }) => ({
              role: 'user',
              content: `${before}<${vault.placeholderFor('email', value)}>${after}`,
            })),
            extra: [1, null],
          },
          null,
          spaces,
        );
        expect(rewritten).toBe(expected);
        // And back again.
        const again = texts.map((_, index): Part => ({
          role: 'assistant',
          pointer: `/messages/${index}/content`,
          text: (JSON.parse(rewritten) as { messages: { content: string }[] }).messages[index]!.content,
        }));
        expect(rewriteBody(rewritten, restoreParts(again, vault), 'json')).toBe(body);
      }),
    );
  });
});

describe('restoring', () => {
  const filled = () => {
    const vault = createVault();
    vault.placeholderFor('credit_card', '4242 4242 4242 4242');
    vault.placeholderFor('email', 'eve@example.com');
    for (let index = 0; index < 11; index += 1) vault.placeholderFor('policy.words', `value "${index}"\n[EMAIL_1]`);
    return vault;
  };

  test.each([
    ['card [CARD_1], mail [EMAIL_1].', 'card 4242 4242 4242 4242, mail eve@example.com.'],
    ['[EMAIL_1][EMAIL_1]', 'eve@example.comeve@example.com'],
    ['[[CARD_1]]', '[4242 4242 4242 4242]'],
    ['[WORD_1] [WORD_11] [WORD_12]', 'value "0"\n[EMAIL_1] value "10"\n[EMAIL_1] [WORD_12]'],
    ['[CARD_2] [CARD_ 1] [card_1] [CARD_1', '[CARD_2] [CARD_ 1] [card_1] [CARD_1'],
    ['', ''],
  ])('%j', (text, restored) => {
    expect(restoreText(text, filled())).toBe(restored);
  });

  test('inside JSON that is text, values are escaped', () => {
    const text = '{"note":"[WORD_1]"}';
    const answer: Part = { role: 'assistant', pointer: '/args', text, kind: 'tool-arguments' };
    const [edit] = restoreParts([answer], filled());
    expect(JSON.parse(`{"note":"${edit!.replacement}"}`)).toEqual({ note: 'value "0"\n[EMAIL_1]' });
    expect(restoreParts([{ ...answer, text: 'see [WORD_1]' }], filled())[0]!.replacement).toBe('value "0"\n[EMAIL_1]');
  });

  test('a stream is restored exactly, however it is cut', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '[[',
      'CARD',
      '_1]',
      '[CARD_1]',
      '[EMAIL_1]',
      '[WORD_1]',
      '[WORD_11]',
      '[WORD_1',
      '[CARD_2]',
      ' text ',
      '😀',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat(12), { maxLength: 60 }), (pieces, cuts) => {
        const vault = filled();
        const text = pieces.join('');
        const restorer = piecewise(vault);
        let out = '';
        let at = 0;
        for (const length of cuts) {
          out += restorer.push(text.slice(at, at + length));
          at += length;
        }
        out += restorer.push(text.slice(at)) + restorer.end();
        expect(out).toBe(restoreText(text, vault));
      }),
    );
  });

  test('every split of one text into two and three', () => {
    const vault = filled();
    const text = 'a [CARD_1][[EMAIL_1]] [WORD_11] [CARD_';
    const whole = restoreText(text, vault);
    for (let first = 0; first <= text.length; first += 1) {
      for (let second = first; second <= text.length; second += 1) {
        const restorer = piecewise(vault);
        const out =
          restorer.push(text.slice(0, first)) +
          restorer.push(text.slice(first, second)) +
          restorer.push(text.slice(second)) +
          restorer.end();
        expect(out).toBe(whole);
      }
    }
  });

  test('only the beginning of a placeholder is held back', () => {
    const restorer = piecewise(filled());
    expect(restorer.push('Hello [')).toBe('Hello ');
    expect(restorer.push('CAR')).toBe('');
    expect(restorer.push('ROT] ')).toBe('[CARROT] ');
    expect(restorer.push('done')).toBe('done');
    expect(restorer.end()).toBe('');
  });

  test('without placeholders nothing is held back', () => {
    const restorer = piecewise(createVault());
    expect(restorer.push('a [')).toBe('a [');
  });

  test('a text of brackets costs no more than its length', () => {
    const text = `${'['.repeat(200_000)}]`;
    expect(restoreText(text, filled())).toBe(text);
  });
});
