import { createHoldback, dialectById, inspectWithGuards } from '../electron/engine/dialects/index.ts';
import { type Decision, createStreamGuard } from '../electron/engine/policy/index.ts';
import type { Policy } from '../shared/domain/index.ts';

export interface StreamCost {
  readonly characters: number;
  /** CPU time for 1,024 characters, in microseconds; the least of five runs, which foreign load disturbs least. */
  readonly microsPerKb: number;
}

const LENGTHS = [64, 128, 256, 512, 1_024].map((kilo) => kilo * 1_024);
const RUNS = 5;
const SENTENCE = 'The weather in Oslo is fine today, 12 degrees, and it will stay so until the weekend, they say. ';

/** What guarding a stream of each length costs, token by token as models write. */
export function costByLength(policies: readonly unknown[]): StreamCost[] {
  const guarding = policies as readonly Policy[];
  guardStream(LENGTHS[0]!, guarding);
  return LENGTHS.map((characters) => {
    const runs = Array.from({ length: RUNS }, () => guardStream(characters, guarding));
    return { characters, microsPerKb: Math.min(...runs) / (characters / 1_024) };
  });
}

/** CPU time in microseconds. */
function guardStream(characters: number, policies: readonly Policy[]): number {
  const { inspect } = inspectWithGuards<Decision>(({ channel, role }) =>
    createStreamGuard({ policies, agent: 'a', model: null, pointer: channel, role }),
  );
  const holdback = createHoldback({ dialect: dialectById('openai-chat'), inspect });
  const text = SENTENCE.repeat(Math.ceil(characters / SENTENCE.length)).slice(0, characters);
  const tokens = text.match(/\s*\S+/g) ?? [];
  const before = process.cpuUsage();
  for (const content of tokens) {
    const event = { id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: null }] };
    holdback.push(Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
  }
  holdback.end();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
