/** A server whose certificate nobody vouches for. Key and certificate are made when it starts: none is kept here. */
import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTF8_STRING = 0x0c;
const OBJECT_ID = 0x06;
const UTC_TIME = 0x17;
/** [0] and [3], explicit: the version, the extensions. */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const OCTET_STRING = 0x04;
/** dNSName and iPAddress in a GeneralName. */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
const DAY_MS = 86_400_000;

/** DER (ITU-T X.690): tag, length, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const objectId = (hex: string) => der(OBJECT_ID, Buffer.from(hex, 'hex'));
const bits = (content: Uint8Array) => der(BIT_STRING, Buffer.from([0]), content);
/** YYMMDDhhmmssZ */
const time = (at: number) => {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(UTC_TIME, Buffer.from(digits.slice(2)));
};

/** RFC 5280, for localhost and 127.0.0.1, signed by its own key (ecdsa-with-SHA256). */
function certificateOf(publicKey: KeyObject, privateKey: KeyObject): string {
  const algorithm = der(SEQUENCE, objectId('2a8648ce3d040302'));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, objectId('550403'), der(UTF8_STRING, Buffer.from('localhost')))));
  const names = der(SEQUENCE, der(DNS_NAME, Buffer.from('localhost')), der(IP_ADDRESS, Buffer.from([127, 0, 0, 1])));
  const content = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    algorithm,
    name,
    der(SEQUENCE, time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, objectId('551d11'), der(OCTET_STRING, names)))),
  );
  const certificate = der(SEQUENCE, content, algorithm, bits(sign('sha256', content, privateKey)));
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

export interface SelfSignedServer {
  /** `https://localhost:…` */
  readonly url: string;
  readonly certificate: string;
  /** How many requests got through. */
  readonly requests: number;
  close(): Promise<void>;
}

export async function startSelfSigned(): Promise<SelfSignedServer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const certificate = certificateOf(publicKey, privateKey);
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  let requests = 0;
  const server = createServer({ key, cert: certificate }, (_request, response) => {
    requests += 1;
    response.end('{}');
  });
  // A client that does not trust us breaks the handshake off.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    certificate,
    get requests() {
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
