/** Answers every request with the same chat completion of about 1 KB. `node bench/mock-upstream.ts PORT` */
import { createServer } from 'node:http';

const words = 'The quick brown fox jumps over the lazy dog while the river keeps its course. ';
const body = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-bench',
    choices: [{ index: 0, message: { role: 'assistant', content: words.repeat(9) }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 400, completion_tokens: 150, total_tokens: 550 },
  }),
);

createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
