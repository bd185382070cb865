/** Values that stand alone in a tool's JSON, read with what they are called. */
import { describe, expect, test } from 'vitest';

import type { Part } from '../../../shared/domain/index.ts';
import { dialectById } from '../dialects/index.ts';
import { parseExactly } from '../dialects/index.ts';
import { inspect } from './index.ts';

/** The values as the arguments of a call, in a dialect where they are JSON itself, or JSON in a string. */
function partsOf(json: string, form: 'object' | 'string'): readonly Part[] {
  const target = { method: 'POST', path: form === 'object' ? '/api/chat' : '/v1/chat/completions', contentType: null };
  const dialect = dialectById(form === 'object' ? 'ollama' : 'openai-chat');
  const given = form === 'object' ? json : JSON.stringify(json);
  const body = `{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":${given}}}]}]}`;
  return dialect.parseRequest(parseExactly(body), target).parts;
}

const found = (json: string, form: 'object' | 'string' = 'object') => {
  const parts = partsOf(json, form);
  return inspect(parts, { side: 'request', persons: true }).findings.map(({ type, pointer, start, end }) => [
    type,
    parts.find((part) => part.pointer === pointer)?.text.slice(start, end),
  ]);
};

describe('numbers that are somebody’s', () => {
  test.each([
    ['{"card":4242424242424242}', 'credit_card', '4242424242424242'],
    ['{"cardNumber":4000000000000000006}', 'credit_card', '4000000000000000006'],
    ['{"cards":[1,[4242424242424242]]}', 'credit_card', '4242424242424242'],
    ['{"value":5555555555554444}', 'credit_card', '5555555555554444'],
    ['{"value":4242424242424242.0}', 'credit_card', '4242424242424242'],
    ['{"value":4.242424242424242e15}', 'credit_card', '4242424242424242'],
    ['{"ssn":536221847}', 'ssn', '536221847'],
    ['{"social_security_number":536221847}', 'ssn', '536221847'],
    ['{"phone":4155550132}', 'phone_number', '4155550132'],
    ['{"phoneNumber":14155550132}', 'phone_number', '14155550132'],
    ['{"cvv":737}', 'cvv', '737'],
    ['{"date_of_birth":19840312}', 'date_of_birth', '19840312'],
    ['{"passport_number":536221847}', 'passport', '536221847'],
    ['{"aadhaar":234123412346}', 'in_aadhaar', '234123412346'],
    ['{"password":73519460}', 'password', '73519460'],
    ['{"db":{"passwd":482913746152839405}}', 'password', '482913746152839405'],
  ])('%s', (json, type, value) => {
    expect(found(json)).toEqual([[type, value]]);
  });
});

describe('hard negatives: numbers that are nobody’s', () => {
  test.each([
    [
      'times',
      '{"timestamp":1732708800,"created_at":1732708800123,"updated":1732708800123456,"ns":1732708800123456789}',
    ],
    [
      'more times',
      '{"since":1700000000,"exp":1764244800,"iat":1764158400,"date":20261127,"year":2026,"expires_in":3600}',
    ],
    ['prices', '{"price":129900,"amount":4999,"total":1299000000,"cents":536221847,"balance":-1250000,"rate":0.0825}'],
    ['counts', '{"count":4096,"max_tokens":128000,"total_tokens":2097152,"size":4294967296,"bytes":1099511627776}'],
    ['ids', '{"id":536221847,"user_id":4155550132,"orderId":4532015112830366,"message_id":175928847299117063}'],
    ['more ids', '{"tracking_number":4532015112830366,"invoice":536221847,"ticket":4155550132,"sku":90123456781}'],
    ['snowflakes', '{"tweet":1212092628029698048,"guild":81384788765712384,"next":1732708800123456789}'],
    [
      'limits',
      '{"minimum":-9007199254740991,"maximum":9007199254740991,"u64":18446744073709551615,"i64":9223372036854775807}',
    ],
    ['places', '{"lat":52520008,"lng":13404954,"zip":94107,"port":4141,"pid":73519,"offset":-420,"line":1024}'],
    ['settings', '{"seed":482913746,"width":1920,"height":1080,"timeout":600000,"passed":1204,"password_length":16}'],
    ['codes', '{"status":200,"code":404,"version":20261127,"build":73519460,"isbn":9780306406157,"ean":4006381333931}'],
    [
      'lists',
      '{"tokens":[15496,11,995,0,50256],"prices":[1299,1599,4999],"epochs":[1732708800,1732712400,1732716000]}',
    ],
    ['tables', '{"rows":[[1732708800,536221847,0.5],[1732712400,415555013,1.5]],"columns":["time","views","rate"]}'],
    ['wrong check digits', '{"a":4242424242424241,"b":4111111111111112,"c":378282246310006}'],
  ])('%s', (_, json) => {
    expect(found(json)).toEqual([]);
  });

  test('ten thousand rows of times, counts and ids', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => ({
      id: 900_000_000 + at * 7919,
      at: 1_732_708_800_000 + at * 61_000,
      views: (at * 7919) % 1_000_000,
      cents: (at * 104_729) % 10_000_000,
    }));
    expect(found(JSON.stringify({ rows }))).toEqual([]);
  });
});

describe('a call says the same, whether its arguments are JSON or JSON in a string', () => {
  test.each([
    '{"card":4242424242424242,"n":1}',
    '{"ssn":"536221847"}',
    '{"ssn":536221847,"note":"thanks"}',
    '{"password":"h7Tq9zXw"}',
    '{"user":{"email":"ann@example.com","phone":"4155550132"}}',
    '{"cvv":"737","tracking_id":"4532015112830366"}',
    '{"city":"Oslo","days":3}',
  ])('%s', (json) => {
    const [first, second] = (['object', 'string'] as const).map((form) => found(json, form));
    expect(first).toEqual(second);
  });
});

test('the name of a value is none of its text: what is found in it alone is not', () => {
  expect(found('{"ann@example.com":1234567}')).toEqual([]);
  expect(found('{"ann@example.com":"yes"}')).toEqual([]);
});

test('more numbers than are looked at: the words behind them still are, and the body is marked', () => {
  const json = JSON.stringify({
    numbers: Array.from({ length: 20_001 }, (_, at) => 5_000_000 + at),
    to: 'ann@example.com',
  });
  const target = { method: 'POST', path: '/api/chat', contentType: null };
  const body = `{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":${json}}}]}]}`;
  const { parts, partial } = dialectById('ollama').parseRequest(parseExactly(body), target);
  expect(partial).toBe(true);
  expect(parts.at(-1)?.text).toBe('ann@example.com');
});
