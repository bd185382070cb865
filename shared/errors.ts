/**
 * Every failure that a person or a script may have to act on is a SluiceError: `code` is stable and documented,
 * `message` is one sentence without secrets. Expected outcomes (a block, a finding) are values, never errors.
 */
export type ErrorCode =
  // towards clients of the gateway (interfaces.md, repeated in header x-sluice-error)
  | 'upstream_unreachable'
  | 'upstream_timeout'
  | 'body_too_large'
  | 'loop'
  | 'unauthorized'
  | 'forbidden_host'
  | 'bad_request'
  | 'engine_stopping'
  | 'not_supported'
  // start-up and settings
  | 'usage'
  | 'address_in_use'
  | 'data_in_use'
  | 'data_damaged'
  | 'data_unwritable'
  | 'invalid_setting'
  // RPC
  | 'invalid_call'
  | 'invalid_policy'
  | 'invalid_detector'
  | 'conflict'
  | 'not_found'
  | 'internal';

export class SluiceError extends Error {
  override readonly name = 'SluiceError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** For the `default` of a switch over a union: a new member breaks the build wherever it matters. */
export function unreachable(value: never): never {
  throw new SluiceError('internal', `Unhandled case: ${String(value)}`);
}
