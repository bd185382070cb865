/** What is left when no dialect fits: any JSON, any text, and no body at all. */
import type { DialectId, Leaf, Role } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { denyAsOpenai } from './denial.ts';
import type { Dialect, ParsedAnswer, ParsedRequest, StreamReader } from './dialect.ts';
import { member, stringAt } from './fields.ts';
import { type Assembler, createReader } from './stream.ts';
import { Transcript } from './transcript.ts';
import { walkStrings } from './walk-strings.ts';
import { openaiUsage } from './usage-of.ts';

/** Every string of a body as one message. */
function readAll(body: JsonValue, role: Role): Transcript {
  const out = new Transcript();
  out.open(role, '');
  out.unknown(body, '', role, 'all');
  return out;
}

/** Reads a request of no known shape: every string is the user's. */
export function readAnyRequest(body: JsonValue): ParsedRequest {
  const { parts, messages, partial } = readAll(body, 'user');
  return {
    model: stringAt(body, 'model'),
    stream: member(body, 'stream') === true,
    parts,
    messages,
    tools: [],
    agentName: stringAt(member(body, 'metadata'), 'agent_name'),
    partial,
  };
}

/** Reads an answer of no known shape, an upstream's error for example: every string is the assistant's. */
export function readAnyAnswer(body: JsonValue): ParsedAnswer {
  const { parts, messages, partial } = readAll(body, 'assistant');
  return { model: stringAt(body, 'model'), parts, messages, usage: openaiUsage(member(body, 'usage')), partial };
}

/** A stream of no known shape is the list of its payloads. */
function createListAssembler(): Assembler {
  const events: JsonValue[] = [];
  return {
    event(data) {
      events.push(data);
    },
    words(data) {
      events.push(data);
    },
    text() {
      const texts: string[] = [];
      const visit = (_at: string, text: string, _role: Role, { number }: Leaf): void => {
        if (!number) texts.push(text);
      };
      walkStrings(events, '', visit, { reach: 'all' });
      return texts.join('\n');
    },
    assembled: () => events,
  };
}

/** Above this a text is not kept whole. */
const MAX_TEXT_CHARS = 64 * 1024 * 1024;

function createTextReader(): StreamReader {
  const decoder = new TextDecoder();
  let text = '';
  let truncated = false;
  const add = (piece: string): void => {
    if (text.length + piece.length > MAX_TEXT_CHARS) truncated = true;
    else if (!truncated) text += piece;
  };
  return {
    push(chunk) {
      add(decoder.decode(chunk, { stream: true }));
    },
    end() {
      add(decoder.decode());
    },
    text: () => text,
    assembled: () => text,
    get truncated() {
      return truncated;
    },
  };
}

function generic(id: DialectId, createStreamReader: () => StreamReader): Dialect {
  return {
    id,
    matches: () => true,
    parseRequest: readAnyRequest,
    parseAnswer: readAnyAnswer,
    createStreamReader,
    deny: denyAsOpenai,
    // Nobody knows what would end it properly: the connection is closed.
    cutStream: () => '',
  };
}

export const anyJson: Dialect = generic('json', () => createReader(createListAssembler()));
/** Its "body" is the text itself: one part with pointer ''. */
export const anyText: Dialect = generic('text', createTextReader);
export const noBody: Dialect = generic('none', () => createReader(createListAssembler()));
