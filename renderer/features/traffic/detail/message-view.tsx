import { Bot, FileText, Image, Settings2, Sparkles, User, Video, Volume2, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';

import type { Block, Role, Side, StoredFinding } from '../../../../shared/domain/index.ts';
import { formatBytes } from '../../../components/format.ts';
import { sayPointer, sayRole } from '../../../components/finding-words.ts';
import type { ChatBlock, ChatMessage } from './chat-model.ts';
import { MarkedText } from './marked-text.tsx';
import { findingsAt } from './spans.ts';
import { ToolCard } from './tool-card.tsx';

const ROLE_ICONS: Readonly<Record<Role, ReactNode>> = {
  system: <Settings2 />,
  developer: <Settings2 />,
  user: <User />,
  assistant: <Sparkles />,
  tool: <Wrench />,
};

export function MessageView({
  message: { message, blocks },
  side,
  findings,
}: {
  readonly message: ChatMessage;
  readonly side: Side;
  readonly findings: readonly StoredFinding[];
}) {
  return (
    <article className={`msg ${message.role}`} data-pointer={message.pointer}>
      <span className="msg-ic">{ROLE_ICONS[message.role] ?? <Bot />}</span>
      <div className="msg-b">
        <h3 className="msg-h">
          {sayRole(message.role)}
          {message.name === null ? null : <span className="msg-name">{message.name}</span>}
          <span className="meta">{sayPointer(message.pointer)}</span>
        </h3>
        {blocks.map((block) => (
          <BlockView key={keyOf(block)} block={block} side={side} findings={findings} />
        ))}
      </div>
    </article>
  );
}

function keyOf(block: ChatBlock): string {
  return block.kind === 'tool'
    ? `tool-${block.call?.pointer ?? block.result?.pointer ?? ''}`
    : `${block.kind}-${block.pointer}`;
}

function BlockView({
  block,
  side,
  findings,
}: {
  readonly block: ChatBlock;
  readonly side: Side;
  readonly findings: readonly StoredFinding[];
}) {
  switch (block.kind) {
    case 'text':
      return (
        <div className="msg-t">
          <MarkedText text={block.text} findings={findingsAt(findings, side, block.pointer)} />
        </div>
      );
    case 'thinking':
      return (
        <details className="thinking">
          <summary>Thinking</summary>
          <div className="msg-t">
            <MarkedText text={block.text} findings={findingsAt(findings, side, block.pointer)} />
          </div>
        </details>
      );
    case 'tool':
      return (
        <ToolCard
          call={block.call}
          result={block.result}
          side={side}
          resultSide={block.resultSide}
          findings={findings}
        />
      );
    case 'media':
      return <MediaChip block={block} />;
  }
}

/** Only what it is: captured media are never drawn. */
function MediaChip({ block }: { readonly block: Extract<Block, { kind: 'media' }> }) {
  const icon =
    block.medium === 'image' ? (
      <Image />
    ) : block.medium === 'audio' ? (
      <Volume2 />
    ) : block.medium === 'video' ? (
      <Video />
    ) : (
      <FileText />
    );
  return (
    <span className="chip line media" title={block.hash === null ? 'A link; not fetched' : `sha256 ${block.hash}`}>
      {icon}
      {block.name ?? block.medium}
      {block.mediaType === null ? null : <span className="faint">{block.mediaType}</span>}
      <span className="faint">{block.sizeBytes === null ? 'link' : formatBytes(block.sizeBytes)}</span>
      {block.hash === null ? null : <code className="faint">{block.hash.slice(0, 12)}</code>}
    </span>
  );
}
