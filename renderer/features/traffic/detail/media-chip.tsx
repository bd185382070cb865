import { FileText, Image, Video, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';

import { formatBytes } from '../../../components/format.ts';
import type { Media } from './pair-tools.ts';

const ICONS: Readonly<Record<string, ReactNode>> = { image: <Image />, audio: <Volume2 />, video: <Video /> };

/** Only what it is: captured media are never drawn. */
export function MediaChip({ block }: { readonly block: Media }) {
  const { hash, sizeBytes, mediaType, name, medium } = block;
  return (
    <span className="chip line media" title={hash === null ? 'Named here, not fetched' : `sha256 ${hash}`}>
      {ICONS[medium] ?? <FileText />}
      <span className="ell">{name ?? medium}</span>
      {mediaType === null ? null : <span className="faint">{mediaType}</span>}
      <span className="faint">{sizeBytes === null ? 'link' : formatBytes(sizeBytes)}</span>
      {hash === null ? null : <code className="faint">{hash.slice(0, 12)}</code>}
    </span>
  );
}
