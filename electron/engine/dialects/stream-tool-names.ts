/**
 * Names of the tools that an event of a stream calls, in every dialect's shape (the references that the dialects name):
 * a tool that a policy denies is stopped when its name is known, before its arguments come.
 */
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { arrayAt, member, objectAt, stringAt } from './fields.ts';

export function toolNamesOf(event: JsonValue): string[] {
  const names: string[] = [];
  const add = (name: string | null): void => {
    if (name !== null && name !== '') names.push(name);
  };
  // OpenAI chat and what speaks it; Ollama has the message without choices.
  for (const choice of [...arrayAt(event, 'choices'), event]) {
    const message = objectAt(choice, 'delta') ?? objectAt(choice, 'message');
    if (message === null) continue;
    for (const call of arrayAt(message, 'tool_calls')) {
      add(stringAt(member(call, 'function'), 'name') ?? stringAt(member(call, 'custom'), 'name'));
    }
    add(stringAt(member(message, 'function_call'), 'name'));
  }
  // OpenAI responses: an item, or all of them at once.
  for (const item of [member(event, 'item'), ...arrayAt(member(event, 'response'), 'output')]) {
    const name = stringAt(item, 'name');
    if (name === null || stringAt(item, 'type')?.endsWith('_call') !== true) continue;
    const server = stringAt(item, 'server_label');
    add(server === null ? name : `mcp__${server}__${name}`);
  }
  // Anthropic: a block that begins, or a whole message.
  for (const block of [member(event, 'content_block'), ...arrayAt(event, 'content')]) {
    if (isJsonObject(block) && stringAt(block, 'type')?.endsWith('tool_use') === true) add(stringAt(block, 'name'));
  }
  // Gemini.
  for (const candidate of arrayAt(event, 'candidates')) {
    for (const part of arrayAt(member(candidate, 'content'), 'parts')) {
      add(stringAt(member(part, 'functionCall') ?? member(part, 'function_call'), 'name'));
    }
  }
  return names;
}
