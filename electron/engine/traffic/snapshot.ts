import type { ExchangeDetail, ExchangeRow, StoredFinding, StoredMessage } from '../../../shared/domain/index.ts';
import { redactSecrets } from '../detectors/index.ts';
import { readConversation } from '../dialects/index.ts';
import { type FindingRecord, REDACTION_TOOLS, createRedact } from '../store/index.ts';
import type { OpenExchange } from './open-exchanges.ts';
import { rowNow } from './open-rows.ts';
import { toCloseRecord } from './recorder.ts';

const redact = createRedact(REDACTION_TOOLS);

/**
 * An exchange in flight as the detail pane shows it, redacted as its record will be. `row`: what the store has of it.
 */
export function snapshotOf(open: OpenExchange, row: ExchangeRow): ExchangeDetail {
  const { exchange, tap } = open;
  const durationMs = exchange.elapsedMs();
  const { content, findings } = redact.close(toCloseRecord(exchange, 'complete', durationMs));
  const { request } = content;
  const text = tap?.liveText() ?? null;
  const answered = content.response.bodyKind !== 'none';
  const soFar: StoredMessage = {
    headers: [],
    body: text === null ? null : redactSecrets(text).text,
    bodyKind: text === null ? 'none' : 'text',
    sizeBytes: tap?.sizeBytes ?? 0,
    truncated: false,
  };
  return {
    row: {
      ...rowNow(row, open),
      model: exchange.request?.model ?? null,
      durationMs,
      marks: [...exchange.marks],
    },
    verdict: exchange.requestSide === null ? null : content.verdict,
    akto: content.akto,
    ...(content.caller === undefined ? {} : { caller: content.caller }),
    request,
    response: answered ? content.response : soFar,
    findings: findings.map(unstored),
    conversation: readConversation(
      exchange.dialect.id,
      exchange.target,
      request.body,
      answered ? content.response.body : null,
    ),
  };
}

/** The store will number it; until then nothing can be done about it. */
function unstored(finding: FindingRecord, index: number): StoredFinding {
  return { ...finding, id: -1 - index };
}
