import { crc32 } from 'node:zlib';

import type { JsonValue } from '../../../../shared/json.ts';

/** Writes one event as Amazon's event stream does: https://smithy.io/2.0/aws/amazon-eventstream.html */
function message(name: string, payload: JsonValue): Buffer {
  const header = (key: string, value: string): Buffer => {
    const head = Buffer.alloc(1 + key.length + 3);
    head.writeUInt8(key.length, 0);
    head.write(key, 1);
    head.writeUInt8(7, 1 + key.length);
    head.writeUInt16BE(Buffer.byteLength(value), 2 + key.length);
    return Buffer.concat([head, Buffer.from(value)]);
  };
  const headers = Buffer.concat([header(':message-type', 'event'), header(':event-type', name)]);
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(12 + headers.length + body.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const whole = Buffer.concat([prelude, headers, body]);
  const trailer = Buffer.alloc(4);
  trailer.writeUInt32BE(crc32(whole), 0);
  return Buffer.concat([whole, trailer]);
}

export function eventStream(events: readonly (readonly [name: string, payload: JsonValue])[]): Buffer {
  return Buffer.concat(events.map(([name, payload]) => message(name, payload)));
}
