/** What an evaluation hands over, and how it is printed. */

export interface Metric {
  readonly name: string;
  /** Share 0..1, a time in ms or a size in 1,000 bytes, by `unit`. */
  readonly value: number;
  readonly unit: 'share' | 'ms' | 'kb' | 'count';
  readonly goal?: number;
  readonly stretch?: number;
  /** Whether smaller is better. Default false. */
  readonly lower?: boolean;
  readonly note?: string;
}

export interface Section {
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly notes: readonly string[];
}

/** Markdown: one table a section. Aggregates only, never a text of the data. */
export function render(sections: readonly Section[]): string {
  return sections.map((section) => renderSection(section)).join('\n');
}

/** A document whose tables under the titles of `sections`, and the notes right below them, are those of `sections`. */
export function withTables(document: string, sections: readonly Section[]): string {
  let out = document;
  for (const section of sections) {
    const heading = `## ${section.title}\n`;
    const start = out.startsWith(heading) ? 0 : out.indexOf(`\n${heading}`) + 1;
    if (start === 0 && !out.startsWith(heading)) continue;
    const [old = ''] = /^## .*\n\n(?:\|.*\n)*(?:\n(?:- .*\n(?: {2}.*\n)*)+)?/.exec(out.slice(start)) ?? [];
    const rest = out.slice(start + old.length);
    out = `${out.slice(0, start)}${renderSection(section)}${rest === '' || rest.startsWith('\n') ? '' : '\n'}${rest}`;
  }
  return out;
}

function renderSection(section: Section): string {
  const rows = section.metrics.map((metric) => {
    const cells = [
      metric.name,
      show(metric.value, metric),
      show(metric.goal, metric),
      show(metric.stretch, metric),
      verdict(metric),
      metric.note ?? '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = ['| metric | measured | goal | stretch | | |', '|---|---|---|---|---|---|'];
  return [`## ${section.title}`, '', ...head, ...rows, '', ...section.notes.map((note) => `- ${note}`), ''].join('\n');
}

function show(value: number | undefined, metric: Metric): string {
  if (value === undefined) return '–';
  switch (metric.unit) {
    case 'share':
      return metric.lower === true ? `${(value * 100).toFixed(2)} %` : value.toFixed(3);
    case 'ms':
      return `${value < 1 ? value.toFixed(3) : value.toFixed(1)} ms`;
    case 'kb':
      return `${value.toFixed(0)} KB`;
    case 'count':
      return String(value);
  }
}

function verdict({ value, goal, stretch, lower = false }: Metric): string {
  const meets = (limit: number | undefined): boolean =>
    limit !== undefined && (lower ? value <= limit : value >= limit);
  if (goal === undefined) return '';
  return meets(stretch) ? 'stretch' : meets(goal) ? 'goal' : 'below';
}
