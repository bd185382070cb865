import type { ExchangeDetail, ExchangeRow, StoredMessage } from '../../../shared/domain/index.ts';
import { redactSecrets } from '../detectors/index.ts';
import { readConversation } from '../dialects/index.ts';
import type { MessageRecord } from '../store/index.ts';
import type { OpenExchange } from './open-exchanges.ts';
import { rowNow } from './open-rows.ts';

/**
 * An exchange in flight as the detail pane shows it, redacted as its record will be. `row`: what the store has of it.
 */
export function snapshotOf(open: OpenExchange, row: ExchangeRow): ExchangeDetail {
  const { exchange, tap } = open;
  const request = redacted(exchange.requestMessage);
  const text = tap?.liveText() ?? null;
  return {
    row: {
      ...rowNow(row, open),
      model: exchange.request?.model ?? null,
      durationMs: exchange.elapsedMs(),
      marks: [...exchange.marks],
    },
    verdict: exchange.requestSide?.verdict ?? null,
    akto: exchange.akto,
    request,
    response: {
      headers: [],
      body: text === null ? null : redactSecrets(text).text,
      bodyKind: text === null ? 'none' : 'text',
      sizeBytes: tap?.sizeBytes ?? 0,
      truncated: false,
    },
    findings: [],
    conversation: readConversation(exchange.dialect.id, exchange.target, request.body, null),
  };
}

function redacted(message: MessageRecord): StoredMessage {
  // Headers stay out until the record is written: the store knows which of them are credentials.
  return { ...message, headers: [], body: message.body === null ? null : redactSecrets(message.body).text };
}
