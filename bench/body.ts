/** A chat request of `bytes` bytes without anything a policy acts on: prose, code and ids, as agents send them. */
export function chatBody(bytes: number): string {
  const prose =
    'Summarise what changed between the two releases and list the open questions, one a line. ' +
    'The build took 312 seconds on commit 4f2a9c1 and touched src/router/index.ts and 14 other files. ' +
    'function add(left, right) { return left + right; } Order 20418 was shipped on the third day. ';
  const request = (content: string) =>
    JSON.stringify({
      model: 'gpt-bench',
      messages: [
        { role: 'system', content: 'You are a helpful assistant of the release team.' },
        { role: 'user', content },
      ],
      temperature: 0.2,
      metadata: { agent_name: 'bench' },
    });
  const room = Math.max(0, bytes - Buffer.byteLength(request('')));
  return request(prose.repeat(Math.ceil(room / prose.length)).slice(0, room));
}
