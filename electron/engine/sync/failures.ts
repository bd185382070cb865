/** Why a call to Akto got no answer, in words, and whether it may have arrived. */
import { SluiceError } from '../../../shared/errors.ts';

/** Failures before a byte of the request could leave: names, connecting, certificates. */
const BEFORE_SENDING =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|CERT_.+|ERR_TLS_.+|ERR_SSL_.+|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.+|ERR_INVALID_URL)$/;

export function wasSent(error: unknown): boolean {
  return !(error instanceof SluiceError) && !BEFORE_SENDING.test(codeOf(error));
}

export function sayFailure(error: unknown, { url, timeoutMs }: { url: string; timeoutMs: number }): string {
  if (error instanceof SluiceError) return error.code === 'loop' ? 'the address is Sluice itself' : error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1_000} s`;
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  const code = codeOf(error);
  switch (true) {
    case code === 'ENOTFOUND' || code === 'EAI_AGAIN':
      return `the name ${host} is not known (DNS, ${code})`;
    case code === 'ECONNREFUSED':
      return 'nothing listens at the address (connection refused)';
    case code === 'EHOSTUNREACH' || code === 'ENETUNREACH':
      return `there is no way to ${host} (${code})`;
    case code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE':
      return 'the connection broke off';
    case code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT':
      return `${host} does not answer (connection timed out)`;
    case /^(?:EPROTO|ERR_SSL_.+)$/.test(code):
      return `${host} does not speak TLS there (${code}): is it http?`;
    case BEFORE_SENDING.test(code):
      return `the certificate of ${host} is not trusted (TLS, ${code})`;
    default:
      return `the call failed${code === '' ? '' : ` (${code})`}`;
  }
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
    // Of several addresses tried, the first failure speaks.
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return '';
}
