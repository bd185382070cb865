/** What OpenAI's APIs have in common that take `input` and answer with numbers: embeddings and moderations. */
import type { DialectId } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { cutAsOpenai, denyAsOpenai } from './denial.ts';
import type { Dialect } from './dialect.ts';
import { member, stringAt } from './fields.ts';
import { dialectOfPath } from './paths.ts';
import { Transcript } from './transcript.ts';
import { openaiUsage } from './usage-of.ts';

/** A text, a list of texts, token numbers, or (moderations) a list of content parts. */
function readInput(out: Transcript, input: JsonValue | undefined): void {
  if (!Array.isArray(input)) {
    out.unknown(input, '/input', 'user', 'all');
    return;
  }
  for (const [index, item] of input.entries()) {
    const pointer = `/input/${index}`;
    if (isJsonObject(item) && item['type'] === 'image_url') {
      const content = stringAt(item['image_url'], 'url');
      out.media({ pointer: `${pointer}/image_url/url`, medium: 'image', content });
    } else if (isJsonObject(item)) out.text(`${pointer}/text`, stringAt(item, 'text') ?? '');
    else out.unknown(item, pointer, 'user', 'all');
  }
}

/** A dialect of either. `answers`: what its answers say in words, and where. */
export function inputDialect(
  id: DialectId,
  looksLike: (body: JsonValue | undefined) => boolean,
  answers: { readonly pointer: string; readonly say: (body: JsonValue) => string | null },
): Dialect {
  return {
    id,

    matches(target, body) {
      const byPath = dialectOfPath(target.path);
      return byPath === null ? looksLike(body) : byPath === id;
    },

    parseRequest(body) {
      const out = new Transcript();
      out.open('user', '');
      readInput(out, member(body, 'input'));
      out.sweep(body, 'developer', 'user');
      return {
        model: stringAt(body, 'model'),
        stream: false,
        parts: out.parts,
        messages: out.messages,
        tools: [],
        agentName: stringAt(member(body, 'metadata'), 'agent_name'),
        partial: out.partial,
      };
    },

    parseAnswer(body) {
      const out = new Transcript();
      out.sweep(body, 'assistant');
      const text = answers.say(body);
      if (text !== null) {
        out.open('assistant', answers.pointer);
        out.show({ kind: 'text', pointer: answers.pointer, text });
      }
      const usage = openaiUsage(member(body, 'usage'));
      return {
        model: stringAt(body, 'model'),
        parts: out.parts,
        messages: out.messages,
        usage,
        partial: out.partial,
      };
    },

    createStreamReader: () => null,
    deny: denyAsOpenai,
    cutStream: cutAsOpenai,
  };
}

/** Without a telling path: the model's name, or what only embeddings have. */
export function modelSays(body: JsonValue | undefined, word: RegExp): boolean {
  return member(body, 'input') !== undefined && word.test(stringAt(body, 'model') ?? '');
}
