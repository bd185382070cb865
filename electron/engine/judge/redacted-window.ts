/** What leaves the process: the stretch around a finding, without anything personal or secret in it. */
import type { Finding, Part } from '../../../shared/domain/index.ts';
import { placeholderFor, redactSecrets } from '../detectors/index.ts';
import { WINDOW_CHARS } from './opinion.ts';

/**
 * `findings` are all of the part's. Everything found but injections and rules of policies is replaced before the cut,
 * so that none is sent by halves; secrets once more after it.
 */
export function redactedWindow(part: Part, finding: Finding, findings: readonly Finding[]): string {
  const middle = (finding.start + finding.end) / 2;
  const from = Math.max(0, Math.floor(middle - WINDOW_CHARS / 2));
  return redactedStretch(part, from, from + WINDOW_CHARS, findings);
}

/** The beginning of a part, at most `limit` characters of it. `findings` as above. */
export function redactedBeginning(part: Part, limit: number, findings: readonly Finding[]): string {
  return redactedStretch(part, 0, limit, findings);
}

function redactedStretch(part: Part, from: number, to: number, findings: readonly Finding[]): string {
  const personal = findings
    .filter(({ pointer, type }) => pointer === part.pointer && !/^(injection|policy)\./.test(type))
    .sort((a, b) => a.start - b.start);
  let out = '';
  let done = 0;
  let cutFrom = -1;
  let cutTo = -1;
  const copy = (end: number): void => {
    if (cutFrom < 0 && end >= from) cutFrom = out.length + Math.max(0, from - done);
    if (cutTo < 0 && end >= to) cutTo = out.length + Math.max(0, to - done);
    out += part.text.slice(done, end);
  };
  for (const { type, start, end } of personal) {
    if (start < done) {
      // Overlapping ones are covered by the placeholder of the first.
      done = Math.max(done, end);
      continue;
    }
    copy(start);
    out += placeholderFor(type);
    done = end;
  }
  copy(part.text.length);
  return redactSecrets(out.slice(Math.max(0, cutFrom), cutTo < 0 ? out.length : cutTo)).text;
}
