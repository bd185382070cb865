/** What is said of a message once it was judged, and of one that was judged before. Pure. */
import { ALLOW } from '../../../../shared/domain/index.ts';
import type { Exchange } from '../../traffic/index.ts';
import type { GuardrailMessage, Judgement } from './message.ts';
import { textAfter } from './verdicts.ts';

export const ALLOWED: Judgement = { kind: 'allow', verdict: ALLOW, message: '' };

/** The second question of a call that was masked has the masked text: nothing is left to be changed. */
export function repetition(first: Judgement): Judgement {
  return first.kind === 'mask' ? ALLOWED : first;
}

/**
 * A record has the whole request, a question often only its messages. It is taken instead where nothing was found in
 * the question, and judged then: what was found leads into the body it was found in, and that one is kept.
 */
export function saysMore({ kind, request }: GuardrailMessage, exchange: Exchange): boolean {
  if (request === null || kind === 'own-block' || exchange.marks.has('masked')) return false;
  if ((exchange.requestSide?.findings.length ?? 0) > 0) return false;
  return request.body !== exchange.requestMessage.body;
}

/** A person sits at the client and wrote this. A tool is called by the agent, which would simply try again. */
export function isPrompt({ client, dialect }: GuardrailMessage): boolean {
  return client.attended && dialect.id !== 'mcp';
}

export function outcomeOf(judgement: Judgement, side: Parameters<typeof textAfter>[0]) {
  if (judgement.kind === 'deny') return { kind: 'denied' } as const;
  if (judgement.kind === 'mask') return { kind: 'masked', maskedText: textAfter(side) } as const;
  return { kind: 'allowed' } as const;
}
