import { type AddressInfo, createServer } from 'node:net';

/** A loopback port that was free when we looked. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Holds a port until it is given back. */
export async function takePort(): Promise<{ port: number; giveBack: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    giveBack: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
