/** OpenAI's legacy completions: https://platform.openai.com/docs/api-reference/completions */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { cutAsOpenai, denyAsOpenai } from './denial.ts';
import type { Dialect } from './dialect.ts';
import { arrayAt, member, stringAt } from './fields.ts';
import { mergeDelta } from './openai-chat-stream.ts';
import { createCompletionsTexts } from './openai-chat-texts.ts';
import { dialectOfPath } from './paths.ts';
import { type Assembler, createReader } from './stream.ts';
import { Transcript } from './transcript.ts';
import { openaiUsage } from './usage-of.ts';

/** The answer's chunks have its own shape, with the text in pieces. */
function createCompletionsAssembler(): Assembler {
  const head: JsonObject = {};
  const choices = new Map<number, JsonObject>();
  const ordered = () => [...choices].sort(([a], [b]) => a - b).map(([, choice]) => choice);
  return {
    event(data) {
      if (!isJsonObject(data)) return;
      for (const key in data) {
        if (key !== 'choices' && key !== '__proto__' && data[key] !== null) head[key] = data[key] ?? null;
      }
      for (const [position, value] of arrayAt(data, 'choices').entries()) {
        if (!isJsonObject(value)) continue;
        const index = typeof value['index'] === 'number' ? value['index'] : position;
        let choice = choices.get(index);
        if (!choice) choices.set(index, (choice = { index, text: '', logprobs: null, finish_reason: null }));
        for (const key in value) if (key !== 'index') mergeDelta(choice, key, value[key] ?? null);
      }
    },
    text: () =>
      ordered()
        .map((choice) => stringAt(choice, 'text') ?? '')
        .join('\n'),
    assembled: () => ({ ...head, choices: ordered() }),
  };
}

/** `prompt` is a text, a list of texts, or token numbers, which nobody can read. */
export function readTexts(out: Transcript, value: JsonValue | undefined, pointer: string): void {
  if (typeof value === 'string') out.text(pointer, value);
  else out.unknown(value, pointer, out.role, 'all');
}

export const openaiCompletions: Dialect = {
  id: 'openai-completions',

  matches(target, body) {
    const byPath = dialectOfPath(target.path);
    if (byPath !== null) return byPath === 'openai-completions';
    return member(body, 'prompt') !== undefined && stringAt(body, 'model') !== null;
  },

  parseRequest(body) {
    const out = new Transcript();
    out.open('user', '');
    readTexts(out, member(body, 'prompt'), '/prompt');
    readTexts(out, member(body, 'suffix'), '/suffix');
    out.sweep(body, 'developer', 'user');
    return {
      model: stringAt(body, 'model'),
      stream: member(body, 'stream') === true,
      parts: out.parts,
      messages: out.messages,
      tools: [],
      agentName: stringAt(member(body, 'metadata'), 'agent_name'),
      partial: out.partial,
    };
  },

  parseAnswer(body) {
    const out = new Transcript();
    for (const [index, choice] of arrayAt(body, 'choices').entries()) {
      out.open('assistant', `/choices/${index}`);
      out.text(`/choices/${index}/text`, stringAt(choice, 'text') ?? '');
    }
    out.sweep(body, 'assistant');
    return {
      model: stringAt(body, 'model'),
      parts: out.parts,
      messages: out.messages,
      usage: openaiUsage(member(body, 'usage')),
      partial: out.partial,
    };
  },

  createStreamTexts: createCompletionsTexts,
  createStreamReader: () => createReader(createCompletionsAssembler()),
  deny: denyAsOpenai,
  cutStream: cutAsOpenai,
};
