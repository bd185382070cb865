/**
 * OpenAI's Realtime API over a WebSocket, recorded and passed, never rewritten. As "bodies" stand the lists of events
 * of either side: https://platform.openai.com/docs/api-reference/realtime-client-events, …/realtime-server-events
 */
import type { Role } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { denyAsOpenai } from './denial.ts';
import type { Dialect, Usage } from './dialect.ts';
import { arrayAt, countAt, member, objectAt, stringAt } from './fields.ts';
import { barePath, dialectOfPath } from './paths.ts';
import { type Assembler, createReader } from './stream.ts';
import { Transcript } from './transcript.ts';

/** Pieces of what an event of its own says whole later, and sound. */
const PIECES = /\.delta$|^input_audio_buffer\.append$/;

function eventsOf(body: JsonValue): readonly JsonValue[] {
  return Array.isArray(body) ? body : [body];
}

function readContent(out: Transcript, item: JsonValue, pointer: string): void {
  for (const [index, content] of arrayAt(item, 'content').entries()) {
    const at = `${pointer}/content/${index}`;
    for (const key of ['text', 'transcript'] as const) {
      const text = stringAt(content, key);
      if (text !== null) out.text(`${at}/${key}`, text);
    }
    const audio = stringAt(content, 'audio');
    if (audio !== null) out.media({ pointer: `${at}/audio`, medium: 'audio', content: audio, base64: true });
    const image = stringAt(content, 'image_url');
    if (image !== null) out.media({ pointer: `${at}/image_url`, medium: 'image', content: image });
  }
}

function readItem(out: Transcript, item: JsonValue, pointer: string): void {
  const type = stringAt(item, 'type');
  const id = stringAt(item, 'call_id');
  if (type === 'function_call') {
    out.open('assistant', pointer);
    out.toolCall(`${pointer}/arguments`, id, stringAt(item, 'name') ?? '', member(item, 'arguments'));
  } else if (type === 'function_call_output') {
    out.open('tool', pointer);
    out.toolResult(`${pointer}/output`, id, stringAt(item, 'output') ?? '');
  } else {
    const role = stringAt(item, 'role');
    const speaker: Role = role === 'system' || role === 'assistant' ? role : 'user';
    out.open(speaker, pointer);
    readContent(out, item, pointer);
  }
}

/** What one event says; pieces of speech and sound are told again by others. */
function readEvent(out: Transcript, event: JsonValue, pointer: string, side: Role): void {
  const type = stringAt(event, 'type') ?? '';
  if (PIECES.test(type)) {
    out.ignore(pointer);
    return;
  }
  if (type === 'conversation.item.create') readItem(out, member(event, 'item') ?? null, `${pointer}/item`);
  const session = objectAt(event, 'session') ?? objectAt(event, 'response');
  const instructions = stringAt(session ?? {}, 'instructions');
  if (side === 'user' && instructions !== null) {
    out.open('system', pointer);
    out.text(`${pointer}/${objectAt(event, 'session') ? 'session' : 'response'}/instructions`, instructions);
  }
  if (type === 'response.done') {
    for (const [index, item] of arrayAt(member(event, 'response'), 'output').entries()) {
      readItem(out, item, `${pointer}/response/output/${index}`);
    }
  }
  if (type === 'conversation.item.input_audio_transcription.completed') {
    // What the server heard the user say.
    out.open('user', pointer);
    out.text(`${pointer}/transcript`, stringAt(event, 'transcript') ?? '');
  }
  // Everything else of an answer is said again by response.done, or is the client's own, repeated.
  if (side === 'assistant' && /^(response\.(?!done$)|conversation\.item\.(?!input)|session\.)/.test(type)) {
    out.ignore(pointer);
  }
}

function usageOf(events: readonly JsonValue[]): Usage {
  const usages = events.flatMap((event) => objectAt(member(event, 'response'), 'usage') ?? []);
  const sum = (key: string): number | null =>
    usages.length === 0 ? null : usages.reduce<number>((total, usage) => total + (countAt(usage, key) ?? 0), 0);
  return { inputTokens: sum('input_tokens'), outputTokens: sum('output_tokens') };
}

function createRealtimeAssembler(): Assembler {
  const events: JsonValue[] = [];
  return {
    event(data) {
      // Sound and pieces are most of a session; the words come whole.
      if (!PIECES.test(stringAt(data, 'type') ?? '')) events.push(data);
    },
    text() {
      const out = new Transcript();
      for (const [index, event] of events.entries()) readEvent(out, event, `/${index}`, 'assistant');
      return out.parts.map(({ text }) => text).join('\n');
    },
    assembled: () => events,
  };
}

export const realtime: Dialect = {
  id: 'realtime',
  recordedOnly: true,

  matches: (target) => dialectOfPath(target.path) === 'realtime',

  parseRequest(body, target) {
    const out = new Transcript();
    const events = eventsOf(body);
    for (const [index, event] of events.entries()) {
      readEvent(out, event, Array.isArray(body) ? `/${index}` : '', 'user');
    }
    out.sweep(body, 'developer', 'user');
    const tools = events.flatMap((event) => arrayAt(member(event, 'session'), 'tools'));
    const query = target.path.slice(barePath(target.path).length);
    return {
      model: new URLSearchParams(query.replace(/^\/?\?/, '')).get('model'),
      stream: true,
      parts: out.parts,
      messages: out.messages,
      tools: tools.flatMap((tool) => stringAt(tool, 'name') ?? []),
      agentName: null,
      partial: out.partial,
    };
  },

  parseAnswer(body) {
    const out = new Transcript();
    const events = eventsOf(body);
    for (const [index, event] of events.entries()) {
      readEvent(out, event, Array.isArray(body) ? `/${index}` : '', 'assistant');
    }
    out.sweep(body, 'assistant');
    const session = events.map((event) => member(event, 'session')).find(isJsonObject);
    return {
      model: session ? stringAt(session, 'model') : null,
      parts: out.parts,
      messages: out.messages,
      usage: usageOf(events),
      partial: out.partial,
    };
  },

  /** Text frames, one a line. */
  createStreamReader: () => createReader(createRealtimeAssembler(), 'ndjson'),
  deny: denyAsOpenai,
  cutStream: () => '',
};
