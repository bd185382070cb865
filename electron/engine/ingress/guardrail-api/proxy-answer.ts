import type { JsonObject } from '../../../../shared/json.ts';
import type { AskingClient, Judgement } from './message.ts';

/**
 * `guardrailsResult` of Akto's service (contract-akto.md section 1.1), in both spellings its clients read. Clients that
 * ignore Behaviour block on Allowed false, those that do not block on Behaviour "block" only: both are said.
 */
export function guardrailsResult(judgement: Judgement | null, client: AskingClient): JsonObject {
  const { Allowed, Modified, ModifiedPayload, Reason, Behaviour, Metadata } = plainResult(judgement, client);
  return {
    Allowed,
    Modified,
    ModifiedPayload,
    Reason,
    Behaviour,
    Metadata,
    allowed: Allowed,
    modified: Modified,
    reason: Reason,
    behaviour: Behaviour,
  };
}

interface PlainResult {
  readonly Allowed: boolean;
  readonly Modified: boolean;
  readonly ModifiedPayload: string;
  readonly Reason: string;
  readonly Behaviour: string;
  readonly Metadata: JsonObject;
}

function plainResult(judgement: Judgement | null, client: AskingClient): PlainResult {
  const nothing: PlainResult = {
    Allowed: true,
    Modified: false,
    ModifiedPayload: '',
    Reason: '',
    Behaviour: '',
    Metadata: {},
  };
  if (judgement === null) return nothing;
  const Reason = reasonOf(judgement);
  const said = { ...nothing, Reason, Metadata: metadataOf(judgement, Reason) };
  switch (judgement.kind) {
    case 'deny': {
      const warns = judgement.verdict.kind === 'warn' && client.knowsWarn;
      return { ...said, Allowed: false, Behaviour: warns ? 'warn' : 'block' };
    }
    case 'mask':
      return { ...said, Modified: true, ModifiedPayload: judgement.rewritten, Behaviour: 'mask' };
    default:
      // An alert never stops anyone.
      return judgement.verdict.kind === 'allow' ? nothing : { ...said, Behaviour: 'alert' };
  }
}

/** Clients put their own "Blocked by …" before it. */
function reasonOf({ kind, message, verdict }: Judgement): string {
  if (kind !== 'deny' || message === '') return verdict.reason;
  const own = message.replace(/^Blocked by Sluice, /, '');
  return own.charAt(0).toUpperCase() + own.slice(1);
}

function metadataOf({ verdict }: Judgement, reason: string): JsonObject {
  return {
    policy_name: verdict.policyName ?? '',
    rule_violated: verdict.rule ?? '',
    severity: (verdict.severity ?? '').toUpperCase(),
    reason,
  };
}

/** Answer 200 of /api/http-proxy. `judgements`: null when no guardrail flag was set: then there is no result. */
export function proxyAnswer(
  judgements: { readonly request: Judgement | null; readonly response: Judgement | null } | null,
  client: AskingClient,
): JsonObject {
  const message = 'Request processed successfully';
  if (judgements === null) return { success: true, message, data: { success: true, message } };
  const request = guardrailsResult(judgements.request, client);
  const response = guardrailsResult(judgements.response, client);
  const both = judgements.request !== null && judgements.response !== null;
  const decisive = request['Allowed'] === false || judgements.response === null ? request : response;
  return {
    success: true,
    message,
    data: {
      success: true,
      message,
      guardrailsResult: decisive,
      ...(both ? { requestResult: request, responseResult: response } : {}),
    },
  };
}

/** 422: a record without requestPayload; 401: the token. Hooks treat anything but 200 as allow. */
export function proxyError(message: string): JsonObject {
  return { success: false, message, data: { error: message } };
}

/** Flat answer of /api/validate/request and /response. */
export function validateAnswer(judgement: Judgement | null, client: AskingClient): JsonObject {
  const { Allowed, Modified, ModifiedPayload, Reason, Metadata } = plainResult(judgement, client);
  return { Allowed, Modified, ModifiedPayload, Reason, Metadata };
}
