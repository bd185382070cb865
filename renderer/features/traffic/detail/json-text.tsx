import { colourJson } from './json-tree.ts';

/** Colouring costs a node a token: longer pieces stay plain. */
const COLOURED_CHARACTERS = 60_000;

export function JsonText({ text }: { readonly text: string }) {
  if (text.length > COLOURED_CHARACTERS) return text;
  return colourJson(text).map((piece, index) =>
    piece.kind === 'plain' ? (
      piece.text
    ) : (
      // The order of pieces is all the identity they have.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={`syn-${piece.kind}`}>
        {piece.text}
      </span>
    ),
  );
}
