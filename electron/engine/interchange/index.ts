/** Exchanges in the formats of other tools. */
export { type ExchangeSource, type ExportOptions, type ExportedExchange, exportJsonl, toJsonLine } from './jsonl.ts';
