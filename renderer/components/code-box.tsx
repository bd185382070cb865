import { Download } from 'lucide-react';

import { type Language, colourCode } from './code-colours.ts';
import { CopyButton } from './copy-button.tsx';
import { saveFile } from './save-file.ts';
import { ScrollRegion } from './scroll-region.tsx';

/** A snippet with its name and a button that copies it; `save`: and one that saves it under that name. */
export function CodeBox({
  name,
  text,
  language,
  large = false,
  primary = false,
  save,
}: {
  readonly name: string;
  readonly text: string;
  readonly language: Language;
  readonly large?: boolean;
  readonly primary?: boolean;
  readonly save?: string | undefined;
}) {
  return (
    <div className="codebox">
      <div className="codebox-h">
        <b>{name}</b>
        <span className="grow" />
        {save === undefined ? null : (
          <button type="button" className="btn ghost sm" onClick={() => saveFile(save, text)}>
            <Download />
            Save the file…
          </button>
        )}
        <CopyButton text={text} label="Copy" primary={primary} />
      </div>
      {/* Long lines scroll sideways, also by keyboard. */}
      <ScrollRegion label={name}>
        <pre className={large ? 'code lg' : 'code'}>
          {colourCode(text.trimEnd(), language).map((piece, index) => (
            // The order of pieces is all the identity they have.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index} className={piece.kind === 'plain' ? undefined : `syn-${piece.kind}`}>
              {piece.text}
            </span>
          ))}
        </pre>
      </ScrollRegion>
    </div>
  );
}
