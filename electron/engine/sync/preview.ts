import type { RecordPreview } from '../../../shared/rpc/sync-api.ts';
import type { StoredExchange } from '../store/index.ts';
import { type RecordOptions, recordsOf } from './records.ts';

/** What stands in the place of a credential or a secret in what is stored. */
const PLACEHOLDER = /\[(?:secret\.[a-z0-9_.]+|jwt|password|url_credentials)\]/g;

/** Exactly what would be sent of it. */
export function previewOf(exchange: StoredExchange, options: RecordOptions): RecordPreview {
  const { id, seq } = exchange.row;
  const made = recordsOf(exchange, options);
  const body = made.kind === 'records' ? `{"batchData":[${made.records.join(',')}]}` : null;
  return {
    exchangeId: id,
    seq,
    path: '/api/ingestData',
    body,
    unfit: made.kind === 'unfit' ? made.reason : null,
    sizeBytes: body === null ? 0 : Buffer.byteLength(body),
    redacted: body?.match(PLACEHOLDER)?.length ?? 0,
  };
}
