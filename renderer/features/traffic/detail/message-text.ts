import type { Side, StoredFinding } from '../../../../shared/domain/index.ts';
import type { ChatBlock, ChatMessage } from './chat-model.ts';
import { findingsInJson } from './json-findings.ts';
import { maskString } from './mask-text.ts';
import { findingsAt } from './spans.ts';

/** A message as text to be copied: values that a person should not see by accident masked, media named. */
export function messageText(message: ChatMessage, side: Side, findings: readonly StoredFinding[]): string {
  return message.blocks.map((block) => blockText(block, side, findings)).join('\n\n');
}

function blockText(block: ChatBlock, side: Side, findings: readonly StoredFinding[]): string {
  switch (block.kind) {
    case 'text':
    case 'thinking':
      return maskString(block.text, findingsAt(findings, side, block.pointer));
    case 'media':
      return `[${block.name ?? block.medium}${block.mediaType === null ? '' : ` ${block.mediaType}`}]`;
    case 'tool': {
      const { call, results, resultSide } = block;
      const json = (of: Side, pointer: string, text: string) =>
        maskString(text, findingsInJson(findings, of, pointer, text));
      const lines = call === null ? [] : [`${call.name}(${json(side, call.pointer, call.arguments)})`];
      for (const result of results) {
        if (result.kind === 'media') lines.push(blockText(result, side, findings));
        else lines.push(json(resultSide, result.pointer, result.text));
      }
      return lines.join('\n');
    }
  }
}
