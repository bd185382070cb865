import { beforeEach, describe, expect, test } from 'vitest';

import { Pairing } from './pairing.ts';
import type { HookRecord } from './record.ts';

let pairing: Pairing<string>;
let now: number;

beforeEach(() => {
  let count = 0;
  now = 1_000_000;
  pairing = new Pairing({ newExchange: () => `x${(count += 1)}` });
});

/** A message with the text "hi" of one client, unless said otherwise; a millisecond after the one before. */
function message(change: Partial<HookRecord> = {}): HookRecord {
  now += 1;
  return {
    at: now,
    callId: null,
    callType: 'acompletion',
    text: 'hi',
    headers: [['user-agent', 'sdk']],
    identity: { host: 'agent-a', keyAlias: null, teamId: null, teamAlias: null },
    ...change,
  };
}

const asked = (change?: Partial<HookRecord>): string => {
  const placed = pairing.question(message(change));
  return placed.held ? 'held' : `${placed.exchange}${placed.isNew ? ' new' : ''}`;
};
const allowed = (change?: Partial<HookRecord>): string => {
  const said = asked(change);
  if (said.endsWith(' new')) pairing.settle(said.slice(0, -4), { kind: 'allowed' });
  return said;
};
const recorded = (change?: Partial<HookRecord>): string => {
  const { exchange, isNew, paired, splitFrom } = pairing.record(message(change));
  return [exchange, isNew && 'new', !paired && 'unpaired', splitFrom !== null && `of ${splitFrom}`]
    .filter(Boolean)
    .join(' ');
};

describe('one call', () => {
  test('asked twice, then recorded', () => {
    expect([allowed(), allowed(), recorded({ callId: 'c-1' })]).toEqual(['x1 new', 'x1', 'x1']);
  });

  test('recorded before it asks again', () => {
    expect([allowed(), recorded({ callId: 'c-1' }), allowed()]).toEqual(['x1 new', 'x1', 'x1']);
  });

  test('the model of the record does not matter, reminders and white space neither', () => {
    expect(allowed({ text: 'hello  there\n<system-reminder>today is Monday</system-reminder>' })).toBe('x1 new');
    expect(recorded({ text: ' hello there' })).toBe('x1');
  });

  test('headers that the hook adds do not matter, those of the client do', () => {
    expect(allowed()).toBe('x1 new');
    expect(recorded({ headers: [['User-Agent', 'other']] })).toBe('x2 new unpaired');
    const headers: [string, string][] = [
      ['x-akto-installer-akto_session_id', 's'],
      ['host', 'else'],
      ['content-type', 'application/json'],
      ['User-Agent', 'sdk'],
    ];
    expect(recorded({ headers })).toBe('x1');
  });

  test('a second question after ten seconds is another call', () => {
    expect(allowed()).toBe('x1 new');
    now += 10_000;
    expect(allowed()).toBe('x2 new');
  });

  test('another call type is another call', () => {
    expect([allowed(), recorded({ callType: 'anthropic_messages' })]).toEqual(['x1 new', 'x2 new unpaired']);
  });

  test('a record without a question is an exchange that says so', () => {
    expect(recorded()).toBe('x1 new unpaired');
  });
});

describe('ids', () => {
  test('an id pairs whatever else differs', () => {
    expect(asked({ callId: 'c-1' })).toBe('x1 new');
    expect(recorded({ callId: 'c-1', text: 'other', headers: [], callType: 'aresponses' })).toBe('x1');
    expect(asked({ callId: 'c-1', text: 'the answer so far' })).toBe('x1');
  });

  test('a call of a hook that names ids is never found by its text', () => {
    expect(asked({ callId: 'c-1' })).toBe('x1 new');
    expect(asked()).toBe('x2 new');
    expect(recorded({ callId: 'c-2' })).toBe('x2');
    expect(recorded({ callId: 'c-1' })).toBe('x1');
  });

  test('a call of the gateway and what the hook says of it are one', () => {
    pairing.adopt('g-1', 'gateway-1');
    expect(asked({ callId: 'g-1' })).toBe('gateway-1');
    expect(recorded({ callId: 'g-1' })).toBe('gateway-1');
  });

  test('two requests of the gateway never join, even with one id', () => {
    pairing.adopt('g-1', 'gateway-1');
    pairing.adopt('g-1', 'gateway-2');
    expect(asked({ callId: 'g-1' })).toBe('gateway-1');
    expect(recorded({ callId: 'g-1' })).toBe('gateway-1');
  });

  test('a call of the gateway whose record lost its id after a mask', () => {
    pairing.adopt('g-1', 'gateway-1');
    expect(asked({ callId: 'g-1' })).toBe('gateway-1');
    pairing.settle('gateway-1', { kind: 'masked', maskedText: 'h*' });
    expect(recorded({ callId: 'c-9', text: 'h*', headers: [] })).toBe('gateway-1');
  });
});

describe('denied calls', () => {
  test('the hook’s own 403 joins the denied call, a success never does', () => {
    expect(asked()).toBe('x1 new');
    pairing.settle('x1', { kind: 'denied' });
    expect(recorded()).toBe('x2 new unpaired');
    expect(pairing.ownBlock(message())).toMatchObject({ exchange: 'x1', isNew: false, paired: true });
  });

  test('a 403 never joins a call that was allowed', () => {
    expect(allowed()).toBe('x1 new');
    expect(pairing.ownBlock(message())).toMatchObject({ exchange: 'x2', paired: false });
  });

  test('the same text asked again after a denial is another call', () => {
    expect(asked()).toBe('x1 new');
    pairing.settle('x1', { kind: 'denied' });
    expect(asked()).toBe('x2 new');
  });

  test('equal questions while the first is being judged are calls of their own once it is denied', () => {
    expect([asked(), asked(), asked()]).toEqual(['x1 new', 'x1', 'x2 new']);
    expect(pairing.settle('x1', { kind: 'denied' })).toEqual(['x3']);
    expect(pairing.settle('x2', { kind: 'denied' })).toEqual([]);
    const blocks = [1, 2, 3].map(() => pairing.ownBlock(message()).exchange);
    expect(blocks.toSorted()).toEqual(['x1', 'x2', 'x3']);
  });
});

describe('equal calls at once', () => {
  test('two calls, four questions, two records, in any order of the questions', () => {
    expect([allowed(), allowed(), allowed(), allowed()]).toEqual(['x1 new', 'x1', 'x2 new', 'x2']);
    expect([recorded({ callId: 'a' }), recorded({ callId: 'b' })]).toEqual(['x1', 'x2']);
  });

  test('records before the second questions: the second takes a question of the first', () => {
    expect([allowed(), allowed()]).toEqual(['x1 new', 'x1']);
    expect([recorded({ callId: 'a' }), recorded({ callId: 'b' })]).toEqual(['x1', 'x2 new of x1']);
    expect([allowed(), allowed()]).toEqual(['x1', 'x2']);
  });

  test('a call that ended long ago gives nothing away while a newer one can', () => {
    expect([allowed(), allowed(), recorded({ callId: 'a' })]).toEqual(['x1 new', 'x1', 'x1']);
    expect([allowed(), allowed()]).toEqual(['x2 new', 'x2']);
    expect([recorded({ callId: 'b' }), recorded({ callId: 'c' })]).toEqual(['x2', 'x3 new of x2']);
    expect([allowed(), allowed()]).toEqual(['x2', 'x3']);
  });
});

describe('masked calls', () => {
  const masked = {
    text: 'iban [IBAN]',
    identity: { host: 'proxy:4000', keyAlias: 'agent-a', teamId: null, teamAlias: null },
  };

  test('what follows has the masked text and no headers', () => {
    expect(asked({ text: 'iban DE89' })).toBe('x1 new');
    pairing.settle('x1', { kind: 'masked', maskedText: 'iban [IBAN]' });
    expect(asked({ ...masked, headers: [] })).toBe('x1');
    expect(pairing.record(message({ ...masked, headers: [], callId: 'new' }))).toMatchObject({
      exchange: 'x1',
      identity: { verdictHost: 'agent-a', recordHost: 'proxy:4000', keyAlias: 'agent-a' },
    });
  });

  test('a hook that keeps the headers does not lose its record to one that does not', () => {
    expect(asked({ text: 'iban DE89' })).toBe('x1 new');
    pairing.settle('x1', { kind: 'masked', maskedText: 'iban [IBAN]' });
    expect(asked(masked)).toBe('x1');
    expect(asked({ text: 'iban DE89' })).toBe('x2 new');
    pairing.settle('x2', { kind: 'masked', maskedText: 'iban [IBAN]' });
    expect(recorded({ ...masked, headers: [] })).toBe('x2');
    expect(recorded(masked)).toBe('x1');
  });
});

describe('questions without text', () => {
  const silent = { callType: 'aresponses', text: '' };

  test('are nobody’s exchange until the record comes', () => {
    expect([asked(silent), asked(silent)]).toEqual(['held', 'held']);
    expect(recorded({ callType: 'aresponses', text: 'hello', callId: 'a' })).toBe('x1 new');
    expect(pairing.giveUp(now + 3_600_000).unanswered).toEqual([]);
  });

  test('tell the record which agent it was', () => {
    asked(silent);
    const own = { host: 'proxy:4000', keyAlias: null, teamId: null, teamAlias: null };
    const placed = pairing.record(message({ callType: 'aresponses', text: 'hello', identity: own }));
    expect(placed.identity).toMatchObject({ verdictHost: 'agent-a', recordHost: 'proxy:4000' });
  });

  test('a second one after the record joins it', () => {
    expect(asked(silent)).toBe('held');
    expect(recorded({ callType: 'aresponses', text: 'hello', callId: 'a' })).toBe('x1 new');
    expect(asked(silent)).toBe('x1');
  });

  test('whose call never gets a record are forgotten without a word', () => {
    expect(asked(silent)).toBe('held');
    expect(pairing.giveUp(now + 3_600_000)).toEqual({ unanswered: [], ended: [], tools: [] });
    expect(pairing.size).toBe(0);
  });
});

describe('who it was', () => {
  test('an alias learnt for a team names the next call of that team', () => {
    const verdict = { host: 'proxy:4000', keyAlias: null, teamId: 't-1', teamAlias: null };
    const record = { host: 'search_agents', keyAlias: null, teamId: null, teamAlias: 'search_agents' };
    const first = pairing.question(message({ identity: verdict }));
    expect(first).toMatchObject({ identity: { teamAlias: null } });
    expect(pairing.record(message({ identity: record })).identity).toMatchObject({ recordHost: 'search_agents' });
    expect(pairing.question(message({ text: 'next', identity: verdict }))).toMatchObject({
      identity: { verdictHost: 'proxy:4000', teamAlias: 'search_agents' },
    });
  });
});

describe('tool calls', () => {
  test('before their call’s record they wait for it, after it they join', () => {
    allowed();
    expect(pairing.toolCall('c-1', 'weather', now)).toBeNull();
    expect(recorded({ callId: 'c-1' })).toBe('x1');
    expect(pairing.takeTools('c-1')).toEqual(['weather']);
    expect(pairing.takeTools('c-1')).toEqual([]);
    expect(pairing.toolCall('c-1', 'issue', now)).toBe('x1');
  });

  test('whose call never comes are given back', () => {
    pairing.toolCall('c-1', 'weather', now);
    pairing.toolCall(null, 'nobody', now);
    expect(pairing.giveUp(now + 1)).toEqual({ unanswered: [], ended: [], tools: ['nobody'] });
    expect(pairing.giveUp(now + 60_000)).toEqual({ unanswered: [], ended: [], tools: ['weather'] });
    expect(pairing.size).toBe(0);
  });
});

describe('memory', () => {
  test('what is over is forgotten, what never ended is given up', () => {
    allowed();
    allowed({ text: 'other' });
    recorded({ callId: 'a' });
    expect(pairing.giveUp(now + 60_001)).toEqual({ unanswered: [], ended: ['x1'], tools: [] });
    expect(pairing.size).toBe(1);
    expect(pairing.giveUp(now + 15 * 60_000)).toEqual({ unanswered: ['x2'], ended: [], tools: [] });
    expect(pairing.size).toBe(0);
  });

  test('the oldest call is given up when there are too many', () => {
    let count = 0;
    pairing = new Pairing({ newExchange: () => `x${(count += 1)}`, maxCalls: 2 });
    for (const text of ['a', 'b', 'c']) asked({ text });
    expect(pairing.size).toBe(2);
    expect(recorded({ text: 'a' })).toBe('x4 new unpaired');
    expect(pairing.giveUp(now).unanswered).toEqual(['x1', 'x2']);
  });
});
