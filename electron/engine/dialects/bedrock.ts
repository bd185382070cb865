/**
 * Amazon Bedrock runtime: Converse and InvokeModel, whole and streamed. Requests are signed over their body
 * (SigV4), so they are read, recorded and blocked, but never rewritten.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
import type { Role } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { createBedrockReader } from './bedrock-stream.ts';
import { jsonAnswer, openaiError } from './denial.ts';
import type { Dialect } from './dialect.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import { readAnyAnswer, readAnyRequest } from './generic.ts';
import { barePath, dialectOfPath } from './paths.ts';
import { Transcript } from './transcript.ts';

const MEDIA = ['image', 'document', 'video', 'audio'] as const;

function readBlock(out: Transcript, block: JsonValue, pointer: string, asTool: string | null): void {
  const text = stringAt(block, 'text');
  if (text !== null) {
    if (asTool === null) out.text(`${pointer}/text`, text);
    else out.toolResult(`${pointer}/text`, asTool, text);
    return;
  }
  for (const key of MEDIA) {
    const media = objectAt(block, key);
    if (!media) continue;
    const content = stringAt(media['source'], 'bytes');
    const format = stringAt(media, 'format');
    out.media({
      pointer: `${pointer}/${key}/source/bytes`,
      medium: key === 'document' ? 'file' : key,
      mediaType: format === null ? null : key === 'document' ? `application/${format}` : `${key}/${format}`,
      name: stringAt(media, 'name'),
      content,
      base64: content !== null,
    });
    return;
  }
  const use = objectAt(block, 'toolUse');
  const result = objectAt(block, 'toolResult');
  const reasoning = objectAt(member(block, 'reasoningContent'), 'reasoningText');
  if (use) {
    out.toolCall(`${pointer}/toolUse/input`, stringAt(use, 'toolUseId'), stringAt(use, 'name') ?? '', use['input']);
  } else if (result) {
    const id = stringAt(result, 'toolUseId') ?? '';
    out.toolFailed = stringAt(result, 'status') === 'error';
    out.resultOf = id;
    for (const [index, item] of arrayAt(result, 'content').entries()) {
      readBlock(out, item, `${pointer}/toolResult/content/${index}`, id);
    }
    out.toolFailed = false;
    out.resultOf = null;
  } else if (reasoning) {
    out.thinking(`${pointer}/reasoningContent/reasoningText/text`, stringAt(reasoning, 'text') ?? '');
  } else if (asTool === null) out.unknown(block, pointer);
  else
    out.toolValue(
      member(block, 'json') === undefined ? pointer : `${pointer}/json`,
      asTool,
      member(block, 'json') ?? block,
    );
}

function readMessage(out: Transcript, message: JsonValue, pointer: string): void {
  const role: Role = stringAt(message, 'role') === 'assistant' ? 'assistant' : 'user';
  out.open(role, pointer);
  for (const [index, block] of arrayAt(message, 'content').entries()) {
    readBlock(out, block, `${pointer}/content/${index}`, null);
  }
}

function isConverse(path: string): boolean {
  return /\/converse(-stream)?$/.test(barePath(path));
}

/** Model id or ARN, percent-encoded in the path. */
function modelOf(path: string): string | null {
  const model = /\/model\/([^/]+)\//.exec(path)?.[1];
  if (model === undefined) return null;
  try {
    return decodeURIComponent(model);
  } catch {
    return model;
  }
}

function streams(path: string): boolean {
  return barePath(path).endsWith('-stream');
}

/** Anthropic's models take and give their own format inside InvokeModel; others are read as any JSON. */
function isAnthropic(body: JsonValue): boolean {
  return member(body, 'anthropic_version') !== undefined || stringAt(body, 'type') === 'message';
}

export const bedrock: Dialect = {
  id: 'bedrock',
  recordedOnly: true,

  matches: (target) => dialectOfPath(target.path) === 'bedrock',

  parseRequest(body, target) {
    const known = { model: modelOf(target.path), stream: streams(target.path) };
    if (!isConverse(target.path)) {
      const read = isAnthropic(body) ? anthropicMessages.parseRequest(body, target) : readAnyRequest(body);
      return { ...read, ...known };
    }
    const out = new Transcript();
    for (const [index, block] of arrayAt(body, 'system').entries()) {
      out.open('system', '');
      readBlock(out, block, `/system/${index}`, null);
    }
    for (const [index, message] of arrayAt(body, 'messages').entries()) readMessage(out, message, `/messages/${index}`);
    out.sweep(body, 'developer', 'user');
    return {
      ...known,
      parts: out.parts,
      messages: out.messages,
      tools: arrayAt(member(body, 'toolConfig'), 'tools').flatMap(
        (tool) => stringAt(member(tool, 'toolSpec'), 'name') ?? [],
      ),
      agentName: stringAt(member(body, 'requestMetadata'), 'agent_name'),
      partial: out.partial,
    };
  },

  parseAnswer(body, target) {
    if (!isJsonObject(objectAt(body, 'output')?.['message'])) {
      const read = isAnthropic(body) ? anthropicMessages.parseAnswer(body, target) : readAnyAnswer(body);
      return { ...read, model: read.model ?? modelOf(target.path) };
    }
    const out = new Transcript();
    readMessage(out, member(member(body, 'output'), 'message') ?? null, '/output/message');
    out.sweep(body, 'assistant');
    const usage = member(body, 'usage');
    return {
      model: modelOf(target.path),
      parts: out.parts,
      messages: out.messages,
      usage: { inputTokens: countAt(usage, 'inputTokens'), outputTokens: countAt(usage, 'outputTokens') },
      partial: out.partial,
    };
  },

  createStreamReader: createBedrockReader,

  /** AWS's SDKs read type and message from here; the rest is as for any dialect without words of its own. */
  deny: (denial) =>
    jsonAnswer(denial.status, { message: denial.message, ...openaiError(denial) }, [
      ['x-amzn-errortype', denial.status === 403 ? 'AccessDeniedException' : 'InternalServerException'],
    ]),
  cutStream: () => '',
};
