/** Answers every request with a chat completion of about 1 KB. `node bench/mock-upstream.ts PORT new|same` */
import { createServer } from 'node:http';

import { answerBody } from './answer.ts';
import { SERIAL } from './body.ts';

const [port, texts] = process.argv.slice(2);
const template = Buffer.from(answerBody(SERIAL));
const places = texts === 'same' ? [] : [template.indexOf(SERIAL), template.lastIndexOf(SERIAL)];
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
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
