import { expect } from 'vitest';

import type { JsonObject } from '../../../../../shared/json.ts';
import { type Row, sendRow } from './recorded.ts';

/** What our answer to a question comes down to. */
export type Answered = 'allow' | 'block' | 'mask';

/** `guardrailsResult` of an answer in one word; fails on an answer that breaks the contract. */
export function answered(answer: JsonObject): Answered {
  const { guardrailsResult: result } = answer['data'] as JsonObject;
  const { Allowed, Modified, ModifiedPayload, Behaviour } = result as JsonObject;
  expect(typeof Allowed).toBe('boolean');
  expect(Modified).toBe(ModifiedPayload !== '');
  // Clients that read Behaviour act on "block" and "" alone, those that do not on Allowed: they must agree.
  if (Allowed === false) expect(Behaviour).toBe('block');
  return Allowed === false ? 'block' : Modified === true ? 'mask' : 'allow';
}

/** The rows of one LLM call. */
interface Call {
  readonly rows: Row[];
}

/** Rows without a number are what the hook sent after a mask: we do not mask for it, so that it would not send them. */
export function callsOf(rows: readonly Row[]): Call[] {
  const calls = new Map<string, Call>();
  for (const row of rows) {
    if (row.call === null || row.call === undefined) continue;
    const known = calls.get(row.call);
    if (known === undefined) calls.set(row.call, { rows: [row] });
    else known.rows.push(row);
  }
  return [...calls.values()];
}

/** Denied, Akto's hook asks no second time and sends nothing but this record of the question. */
function ownBlockOf(question: Row): Row {
  const responsePayload = JSON.stringify({ body: { 'x-blocked-by': 'Akto Proxy', reason: 'made up' } });
  const { guardrails: _asked, ...query } = question.query;
  return {
    ...question,
    query: { ...query, ingest_data: 'true' },
    body: { ...question.body, statusCode: '403', status: '403', responsePayload },
  };
}

/**
 * Sends calls as their hook did: those of one call in turn, `atOnce` calls at a time in the order in which they began.
 * Returns what each call was answered first.
 */
export async function replayCalls(url: string, calls: readonly Call[], atOnce: number): Promise<Answered[]> {
  const answers: Answered[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < calls.length; index = next++) {
      const rows = [...(calls[index]?.rows ?? [])];
      for (let row = rows.shift(); row !== undefined; row = rows.shift()) {
        const answer = await sendRow(url, row);
        if (row.query['guardrails'] === undefined) continue;
        answers[index] ??= answered(answer);
        expect(answered(answer)).toBe(answers[index]);
        if (answers[index] === 'block' && row.query['ingest_data'] === undefined)
          rows.splice(0, rows.length, ownBlockOf(row));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}
