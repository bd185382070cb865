/**
 * Gemini, at Google AI and at Vertex: generateContent, streamGenerateContent, countTokens, embedContent.
 * https://ai.google.dev/api/generate-content. Proto JSON: members come in camelCase or snake_case.
 */
import type { Role } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { jsonAnswer, sse } from './denial.ts';
import type { Denial, Dialect, Usage } from './dialect.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import { createGeminiAssembler } from './gemini-stream.ts';
import { createGeminiTexts } from './gemini-texts.ts';
import { mediumOf } from './media.ts';
import { barePath, dialectOfPath } from './paths.ts';
import { createReader } from './stream.ts';
import { Transcript, compactJson } from './transcript.ts';

/** A member by either of its names, with the name it was found under. */
function either(value: JsonValue, camel: string): [name: string, found: JsonValue | undefined] {
  const found = member(value, camel);
  if (found !== undefined) return [camel, found];
  const snake = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [snake, member(value, snake)];
}

function readData(out: Transcript, part: JsonValue, pointer: string): boolean {
  for (const key of ['inlineData', 'fileData'] as const) {
    const [name, data] = either(part, key);
    if (!isJsonObject(data)) continue;
    const mime = either(data, 'mimeType')[1];
    const mediaType = typeof mime === 'string' ? mime : null;
    const [field, content] = key === 'inlineData' ? either(data, 'data') : either(data, 'fileUri');
    out.media({
      pointer: `${pointer}/${name}/${field}`,
      medium: mediumOf(mediaType),
      mediaType,
      name: stringAt(data, 'displayName'),
      content: typeof content === 'string' ? content : null,
      base64: key === 'inlineData',
    });
    return true;
  }
  return false;
}

/** https://ai.google.dev/api/caching#Part */
function readPart(out: Transcript, part: JsonValue, pointer: string): void {
  const text = stringAt(part, 'text');
  if (text !== null) {
    if (member(part, 'thought') === true) out.thinking(`${pointer}/text`, text);
    else out.text(`${pointer}/text`, text);
    return;
  }
  if (readData(out, part, pointer)) return;
  const [callName, call] = either(part, 'functionCall');
  const [resultName, result] = either(part, 'functionResponse');
  const [codeName, code] = either(part, 'executableCode');
  const [outputName, output] = either(part, 'codeExecutionResult');
  if (isJsonObject(call)) {
    const name = stringAt(call, 'name') ?? '';
    out.toolCall(`${pointer}/${callName}/args`, stringAt(call, 'id'), name, call['args']);
  } else if (isJsonObject(result)) {
    const tool = stringAt(result, 'name') ?? '';
    const at = `${pointer}/${resultName}/response`;
    out.values(result['response'], at, { role: 'tool', tool });
    out.show({
      kind: 'tool-result',
      pointer: at,
      id: stringAt(result, 'id'),
      text: compactJson(result['response'] ?? null),
      ...(member(result['response'], 'error') !== undefined && { isError: true }),
    });
  } else if (isJsonObject(code)) {
    out.toolCall(`${pointer}/${codeName}/code`, null, 'code_execution', code['code']);
  } else if (isJsonObject(output)) {
    const text = stringAt(output, 'output') ?? '';
    out.toolResult(`${pointer}/${outputName}/output`, null, text, 'code_execution');
  } else out.unknown(part, pointer);
}

function roleOf(content: JsonValue): Role {
  switch (stringAt(content, 'role')) {
    case 'model':
      return 'assistant';
    case 'system':
      return 'system';
    case 'function':
      return 'tool';
    default:
      return 'user';
  }
}

function readContent(out: Transcript, content: JsonValue, pointer: string, role: Role): void {
  out.open(role, pointer);
  const parts = member(content, 'parts');
  // The SDKs' shorthands: a bare text, one part in place of the list.
  if (typeof content === 'string') out.text(pointer, content);
  else if (Array.isArray(parts)) {
    for (const [index, part] of parts.entries()) readPart(out, part, `${pointer}/parts/${index}`);
  } else if (isJsonObject(parts)) readPart(out, parts, `${pointer}/parts`);
  else out.unknown(content, pointer);
}

function readAnswer(out: Transcript, answer: JsonValue, at: string): void {
  for (const [index, candidate] of arrayAt(answer, 'candidates').entries()) {
    const content = objectAt(candidate, 'content');
    if (content) readContent(out, content, `${at}/candidates/${index}/content`, 'assistant');
  }
}

function geminiUsage(usage: JsonValue | undefined): Usage {
  const output = countAt(usage, 'candidatesTokenCount');
  const thoughts = countAt(usage, 'thoughtsTokenCount');
  const cacheRead = countAt(usage, 'cachedContentTokenCount');
  return {
    inputTokens: countAt(usage, 'promptTokenCount'),
    // Thoughts are counted apart, and paid as output.
    outputTokens: output === null && thoughts === null ? null : (output ?? 0) + (thoughts ?? 0),
    ...(cacheRead === null ? {} : { cacheReadTokens: cacheRead }),
  };
}

/** https://cloud.google.com/apis/design/errors#handling_errors */
const STATUS_WORDS: ReadonlyMap<number, string> = new Map([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [413, 'INVALID_ARGUMENT'],
  [501, 'UNIMPLEMENTED'],
  [502, 'UNAVAILABLE'],
  [503, 'UNAVAILABLE'],
  [504, 'DEADLINE_EXCEEDED'],
]);

function errorBody({ status, message }: Denial) {
  return { error: { code: status, message, status: STATUS_WORDS.get(status) ?? 'INTERNAL' } };
}

export const gemini: Dialect = {
  id: 'gemini',

  matches(target, body) {
    const byPath = dialectOfPath(target.path);
    return byPath === null ? Array.isArray(member(body, 'contents')) : byPath === 'gemini';
  },

  parseRequest(body, target) {
    const out = new Transcript();
    if (isJsonObject(body)) {
      const [name, system] = either(body, 'systemInstruction');
      if (system !== undefined) readContent(out, system, `/${name}`, 'system');
      const contents = body['contents'];
      if (Array.isArray(contents)) {
        for (const [index, item] of contents.entries()) readContent(out, item, `/contents/${index}`, roleOf(item));
      } else if (contents !== undefined) readContent(out, contents, '/contents', roleOf(contents));
      // embedContent
      if (body['content'] !== undefined) readContent(out, body['content'], '/content', 'user');
    }
    out.sweep(body, 'developer', 'user');
    const tools = arrayAt(body, 'tools').flatMap((tool) => {
      const declared = either(tool, 'functionDeclarations')[1];
      if (!Array.isArray(declared)) return isJsonObject(tool) ? Object.keys(tool) : [];
      return declared.flatMap((declaration) => stringAt(declaration, 'name') ?? []);
    });
    const path = barePath(target.path);
    return {
      model: /\/([^/:]+):[A-Za-z]+$/.exec(path)?.[1] ?? stringAt(body, 'model'),
      stream: path.endsWith(':streamGenerateContent'),
      parts: out.parts,
      messages: out.messages,
      tools,
      agentName: stringAt(member(body, 'metadata'), 'agent_name'),
      partial: out.partial,
    };
  },

  parseAnswer(body) {
    const out = new Transcript();
    // Without alt=sse a stream is one list of answers, and comes here whole where nobody read it as it came.
    const answers: readonly [string, JsonValue][] = Array.isArray(body)
      ? body.map((item, index) => [`/${index}`, item])
      : [['', body]];
    for (const [at, answer] of answers) readAnswer(out, answer, at);
    out.sweep(body, 'assistant');
    const last = answers.at(-1)?.[1] ?? null;
    const counted = countAt(last, 'totalTokens');
    const usage = geminiUsage(member(last, 'usageMetadata'));
    return {
      model: stringAt(last, 'modelVersion'),
      parts: out.parts,
      messages: out.messages,
      usage: counted === null ? usage : { ...usage, inputTokens: counted },
      partial: out.partial,
    };
  },

  // Without alt=sse the chunks are items of one JSON array, written as they come.
  streamsAsJson: (target) => barePath(target.path).endsWith(':streamGenerateContent'),
  createStreamTexts: createGeminiTexts,
  createStreamReader: () => createReader(createGeminiAssembler()),
  deny: (denial) => jsonAnswer(denial.status, errorBody(denial)),
  cutStream({ message }) {
    const content = { role: 'model', parts: [] };
    return sse({ candidates: [{ index: 0, content, finishReason: 'SAFETY', finishMessage: message }] });
  },
};
