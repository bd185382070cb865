/** Which texts a run sends and is answered with: new ones each time, or always the same, as a load generator does. */
export type Texts = 'new' | 'same';

/**
 * A chat request of exactly `bytes` bytes as agents send them, and without anything a policy acts on: instructions and
 * the conversation so far, which were seen before, then a new message of about a third, with prose, code and ids. Its
 * SERIAL is to be replaced by another number of the same length in each request: no two are the same, unless `texts` says so.
 */
export const SERIAL = '0000000000';
const CONSTANT = '0000000001';

const INSTRUCTIONS =
  'You are a helpful assistant of the release team. Answer in plain words, name the files you speak of, and say so ' +
  'when you do not know. ';
const EARLIER =
  'Summarise what changed between the two releases and list the open questions, one a line. The build took 312 seconds ' +
  'on commit 4f2a9c1 and touched src/router/index.ts and 14 other files. ';
const ANSWER =
  'Three things changed: the router reads its table once, the second parcel gets a label of its own, and the nightly job ' +
  'writes 41 lines less. Open: who owns the old warehouse form, and when it is switched off. ';
const NEWEST =
  'function add(left, right) { return left + right; } Order 20418 was shipped on the third day, and the customer asks ' +
  'why the second parcel went to the old warehouse although the form named the new one. ';

export function chatBody(bytes: number, texts: Texts = 'new'): string {
  const request = (earlier: string, answered: string, newest: string) =>
    JSON.stringify({
      model: 'gpt-bench',
      messages: [
        { role: 'system', content: INSTRUCTIONS },
        { role: 'user', content: earlier },
        { role: 'assistant', content: answered },
        { role: 'user', content: `${SERIAL} ${newest}` },
      ],
      temperature: 0.2,
      metadata: { agent_name: 'bench' },
    });
  const room = Math.max(0, bytes - Buffer.byteLength(request('', '', '')));
  const third = Math.floor(room / 3);
  const body = request(filled(EARLIER, third), filled(ANSWER, third), filled(NEWEST, room - 2 * third));
  return texts === 'new' ? body : body.replace(SERIAL, CONSTANT);
}

function filled(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}
