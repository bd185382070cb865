/** The thread that tries policies: what a person waits for must not make requests wait. */
import { parentPort } from 'node:worker_threads';

import type { Policy } from '../../../shared/domain/index.ts';
import { type Comparison, type PolicySet, compare } from './compare.ts';
import type { TrialCall, TrialJob, TrialReply, TrialResults } from './protocol.ts';
import { questionsOn, sideOf, timeOf, tryPolicies } from './try-policies.ts';

/** Policies by replay: sent once, because a list of 10,000 words is compiled once for an object. */
const replays = new Map<string, Comparison>();

parentPort?.on('message', ({ id, job }: TrialCall) => {
  let reply: TrialReply;
  try {
    reply = { id, value: perform(job) };
  } catch (error) {
    reply = { id, failed: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});

function perform(job: TrialJob): TrialResults[keyof TrialResults] {
  switch (job.kind) {
    case 'try':
      return tryPolicies(sideOf(job.source), { ...job, set: known(job.set), now: timeOf(job.source) });
    case 'questions':
      return questionsOn(sideOf(job.source), { ...job, now: timeOf(job.source) });
    case 'begin':
      replays.set(job.replay, job.comparison);
      return null;
    case 'compare': {
      const comparison = replays.get(job.replay);
      if (comparison === undefined) throw new Error('no such replay');
      return job.exchanges.map((exchange) => compare(exchange, comparison));
    }
    case 'end':
      replays.delete(job.replay);
      return null;
    default:
      return job satisfies never;
  }
}

/** The policies tried last, as JSON. */
let tried = new Map<string, Policy>();

/** Policies arrive as copies: one that is as it was keeps the object for which its words are compiled already. */
function known(set: PolicySet): PolicySet {
  const now = new Map<string, Policy>();
  const policies = set.policies.map((policy) => {
    const key = JSON.stringify(policy);
    const same = tried.get(key) ?? policy;
    now.set(key, same);
    return same;
  });
  tried = now;
  return { ...set, policies };
}
