import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../lib/node-version.mjs';

/**
 * The results of a whole run as a document.
 * @param {readonly { name: string, seconds: number, outcome: string }[]} cases
 */
export function toMarkdown(cases) {
  const requirements = readFileSync(join(ROOT, 'connectors', 'litellm', 'tests', 'requirements.txt'), 'utf8');
  const version = /litellm\[proxy\]==(\S+)/.exec(requirements)?.[1] ?? 'unknown';
  const files = Map.groupBy(cases, ({ name }) => name.split(/[. ]/)[0] ?? '');
  const failed = cases.filter(({ outcome }) => outcome !== 'passed').length;
  const sections = [...files].map(([file, own]) => {
    const rows = own.map(({ name, seconds, outcome }) => {
      const label = name
        .slice(file.length + 1)
        .replaceAll('|', '\\|')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      return `| ${label} | ${outcome} | ${seconds} |`;
    });
    return `## ${file}\n\n| case | outcome | s |\n| --- | --- | ---: |\n${rows.join('\n')}\n`;
  });
  return `# Against a real LiteLLM proxy\n\nLiteLLM ${version}; ${cases.length} cases, ${failed} of them failed. Written by \`npm run test:litellm -- --full\`.\n\n${sections.join('\n')}`;
}
