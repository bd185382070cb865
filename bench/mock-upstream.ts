/** Answers every request with a chat completion of about 1 KB, no two the same. `node bench/mock-upstream.ts PORT` */
import { createServer } from 'node:http';

import { SERIAL } from './body.ts';

const words = 'The quick brown fox jumps over the lazy dog while the river keeps its course. ';
const template = Buffer.from(
  JSON.stringify({
    id: `chatcmpl-${SERIAL}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-bench',
    choices: [
      { index: 0, message: { role: 'assistant', content: `${SERIAL} ${words.repeat(9)}` }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 400, completion_tokens: 150, total_tokens: 550 },
  }),
);
const places = [template.indexOf(SERIAL), template.lastIndexOf(SERIAL)];
let serial = 0;

createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    serial += 1;
    const body = Buffer.from(template);
    for (const place of places) body.write(String(serial).padStart(SERIAL.length, '0'), place);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
