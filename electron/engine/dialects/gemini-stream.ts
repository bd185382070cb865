/** https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent: each chunk is a whole answer. */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { arrayAt, member, objectAt, stringAt } from './fields.ts';
import type { Assembler } from './stream.ts';

/** Whether a part goes on with the text of the part before it: both text, both thought or both not. */
export function continuesText(before: JsonValue | undefined, part: JsonValue): boolean {
  return (
    stringAt(before, 'text') !== null &&
    stringAt(part, 'text') !== null &&
    (member(before, 'thought') === true) === (member(part, 'thought') === true)
  );
}

interface CandidateSoFar {
  readonly fields: JsonObject;
  readonly content: JsonObject;
  readonly parts: JsonValue[];
}

export function createGeminiAssembler(): Assembler {
  const head: JsonObject = {};
  const candidates = new Map<number, CandidateSoFar>();
  const ordered = () => [...candidates].sort(([a], [b]) => a - b).map(([, candidate]) => candidate);

  const addCandidate = (value: JsonObject, position: number): void => {
    const index = typeof value['index'] === 'number' ? value['index'] : position;
    let candidate = candidates.get(index);
    if (!candidate) candidates.set(index, (candidate = { fields: {}, content: { role: 'model' }, parts: [] }));
    for (const key in value) {
      if (key !== 'content' && key !== '__proto__') candidate.fields[key] = value[key] ?? null;
    }
    const content = objectAt(value, 'content');
    const role = stringAt(content ?? {}, 'role');
    if (role !== null) candidate.content['role'] = role;
    for (const part of arrayAt(content ?? {}, 'parts')) {
      const last = candidate.parts.at(-1);
      if (isJsonObject(last) && isJsonObject(part) && continuesText(last, part)) {
        const text = (stringAt(last, 'text') ?? '') + (stringAt(part, 'text') ?? '');
        Object.assign(last, part, { text });
      } else candidate.parts.push(isJsonObject(part) ? { ...part } : part);
    }
  };

  return {
    event(data) {
      if (!isJsonObject(data)) return;
      // Later chunks say more of usage and safety; each says it whole.
      for (const key in data) {
        if (key !== 'candidates' && key !== '__proto__') head[key] = data[key] ?? null;
      }
      for (const [position, candidate] of arrayAt(data, 'candidates').entries()) {
        if (isJsonObject(candidate)) addCandidate(candidate, position);
      }
    },
    text() {
      return ordered()
        .map(({ parts }) =>
          parts.map((part) => (member(part, 'thought') === true ? '' : (stringAt(part, 'text') ?? ''))).join(''),
        )
        .join('\n');
    },
    assembled() {
      const whole = ordered().map(({ fields, content, parts }) => ({ ...fields, content: { ...content, parts } }));
      return { ...head, candidates: whole };
    },
  };
}
