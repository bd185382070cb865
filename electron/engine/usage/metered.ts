import type { DialectId } from '../../../shared/domain/index.ts';
import type { RequestTarget } from '../dialects/index.ts';

/** Exchanges without tokens: tools are called, numbers are asked for, nobody is paid by the token. */
const TOKENLESS: ReadonlySet<DialectId> = new Set(['mcp', 'openai-moderations', 'json', 'text', 'none']);

/** Counting tokens, cancelling, reading back what was answered before: tokens are named there and not used. */
const UNPAID = /(\/count_tokens|:countTokens|\/messages\/batches|\/cancel|\/input_items)$/;

/** Whether an exchange of this dialect has tokens that are worth an estimate. */
export function hasTokens(dialect: DialectId): boolean {
  return !TOKENLESS.has(dialect);
}

/** Whether a call uses the tokens that its answer names. */
export function usesTokens(dialect: DialectId, { method, path }: RequestTarget): boolean {
  if (dialect === 'realtime') return true;
  return method === 'POST' && hasTokens(dialect) && !UNPAID.test(path.split(/[?#]/, 1)[0] ?? '');
}
