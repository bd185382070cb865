/** Colours for our own snippets only; captured text never comes here. */

export type Language = 'shell' | 'python' | 'typescript' | 'yaml' | 'toml';

export interface CodePiece {
  readonly kind: 'string' | 'literal' | 'number' | 'punct' | 'plain';
  readonly text: string;
}

const KEYWORDS: Readonly<Record<Language, string>> = {
  shell: 'export|curl',
  python: 'import|from|print|as|def|return',
  typescript: 'import|from|const|new|await|export|return',
  yaml: 'true|false|null',
  toml: 'true|false',
};
const COMMENT: Readonly<Record<Language, string>> = {
  shell: '#[^\\n]*',
  python: '#[^\\n]*',
  typescript: '//[^\\n]*',
  yaml: '#[^\\n]*',
  toml: '#[^\\n]*',
};

export function colourCode(text: string, language: Language): readonly CodePiece[] {
  const pattern = new RegExp(
    `((?<=^|\\s)${COMMENT[language]})|("(?:[^"\\\\\\n]|\\\\.)*"|'[^']*')|\\b(${KEYWORDS[language]})\\b|(https?://[^\\s"']+)|\\b(\\d+)\\b`,
    'gm',
  );
  const pieces: CodePiece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) pieces.push({ kind: 'plain', text: text.slice(at, match.index) });
    const [whole, comment, quoted, keyword, url] = match;
    const kind =
      comment !== undefined
        ? 'punct'
        : quoted !== undefined || url !== undefined
          ? 'string'
          : keyword !== undefined
            ? 'literal'
            : 'number';
    pieces.push({ kind, text: whole });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: 'plain', text: text.slice(at) });
  return pieces;
}
