import { Bot, Copy, Settings2, Sparkles, User, Wrench } from 'lucide-react';
import { type ReactNode, useState } from 'react';

import type { Role, Side, StoredFinding } from '../../../../shared/domain/index.ts';
import { formatCount, plural } from '../../../components/format.ts';
import { sayPointer, sayRole } from '../../../components/finding-words.ts';
import { copyText } from '../../../components/copy-text.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { useDetail } from '../../../stores/detail.ts';
import type { ChatBlock, ChatMessage } from './chat-model.ts';
import { MarkedText } from './marked-text.tsx';
import { MediaChip } from './media-chip.tsx';
import { findingsAt } from './spans.ts';
import { messageText } from './message-text.ts';
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
  growing = false,
}: {
  readonly message: ChatMessage;
  readonly side: Side;
  readonly findings: readonly StoredFinding[];
  /** More of it is coming. */
  readonly growing?: boolean;
}) {
  return (
    <article className={`msg ${message.role}`} data-pointer={message.pointer} aria-busy={growing}>
      <span className="msg-ic">{ROLE_ICONS[message.role] ?? <Bot />}</span>
      <div className="msg-b">
        <h3 className="msg-h">
          {sayRole(message.role)}
          {message.name === null ? null : <span className="msg-name">{message.name}</span>}
          {growing ? <span className="livedot">streaming</span> : null}
          <span className="meta">{sayPlace({ message, blocks })}</span>
        </h3>
        <IconButton
          small
          className="msg-copy"
          label="Copy the message"
          onClick={() => void copyText(messageText({ message, blocks }, side, findings), 'Copied, masked.')}
        >
          <Copy />
        </IconButton>
        {blocks.map((block, index) => (
          <BlockView
            key={keyOf(block)}
            block={block}
            side={side}
            findings={findings}
            growing={growing && index === blocks.length - 1}
          />
        ))}
      </div>
    </article>
  );
}

/** Where in the body it stands. Some messages are the body itself: then where their first words stand. */
function sayPlace({ message, blocks }: ChatMessage): string {
  if (message.pointer !== '') return sayPointer(message.pointer);
  const [first] = blocks;
  const pointer = first?.kind === 'tool' ? (first.call ?? first.results[0])?.pointer : first?.pointer;
  return sayPointer(/^\/[^/]*/.exec(pointer ?? '')?.[0] ?? '');
}

function keyOf(block: ChatBlock): string {
  return block.kind === 'tool'
    ? `tool-${block.call?.pointer ?? block.results[0]?.pointer ?? ''}`
    : `${block.kind}-${block.pointer}`;
}

function BlockView({
  block,
  side,
  findings,
  growing,
}: {
  readonly block: ChatBlock;
  readonly side: Side;
  readonly findings: readonly StoredFinding[];
  readonly growing: boolean;
}) {
  switch (block.kind) {
    case 'text':
      return (
        <div className="msg-t">
          <MarkedText text={block.text} findings={findingsAt(findings, side, block.pointer)} tail={growing} />
          {growing ? <span className="cursor" /> : null}
        </div>
      );
    case 'thinking':
      return <Thinking text={block.text} findings={findingsAt(findings, side, block.pointer)} growing={growing} />;
    case 'tool':
      return <ToolCard tool={block} side={side} findings={findings} />;
    case 'media':
      return <MediaChip block={block} />;
  }
}

/** Open while it is all there is to see, or while somebody asked for a finding in it; else as a person left it. */
function Thinking({
  text,
  findings,
  growing,
}: {
  readonly text: string;
  readonly findings: readonly StoredFinding[];
  readonly growing: boolean;
}) {
  const focus = useDetail((state) => state.focusFinding);
  const asked = findings.some(({ id }) => id === focus);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? (growing || asked);
  return (
    <details className="thinking" open={open}>
      <summary
        onClick={(event) => {
          event.preventDefault();
          setChosen(!open);
        }}
      >
        Thinking
        <span className="faint tnum"> · {formatCount(text.length)} characters</span>
        {findings.length === 0 ? null : <span className="badge hot">{plural(findings.length, 'finding')}</span>}
      </summary>
      <div className="msg-t">
        <MarkedText text={text} findings={findings} tail={growing} />
        {growing ? <span className="cursor" /> : null}
      </div>
    </details>
  );
}
