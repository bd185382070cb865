/** Akto's data-ingestion service, as far as a window shows what becomes of a delivery. */
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type AktoRecord = Readonly<Record<string, unknown>>;

export class AktoService {
  /** Records taken, in order. */
  readonly records: AktoRecord[] = [];
  /** The token it wants. */
  token = '';
  /** A batch with a record whose body contains this is refused. */
  dislikes: string | null = null;
  /** A request whose body contains this is denied, when a verdict is asked for. */
  denies: string | null = null;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<AktoService> {
    const server = createServer();
    const service = new AktoService(server);
    server.on('request', (request, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { authorization = '' } = request.headers;
        const [status, answer] = service.#answer(request.url ?? '', authorization, Buffer.concat(chunks).toString());
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #answer(path: string, authorization: string, body: string): [status: number, answer: object] {
    if (authorization !== this.token) return [401, { message: 'Unauthorized' }];
    if (path === '/api/updateModuleInfoForHeartbeat') return [200, { success: true }];
    if (path.startsWith('/api/http-proxy?')) return [200, this.#verdict(body)];
    if (path !== '/api/ingestData') return [404, {}];
    const { batchData } = JSON.parse(body) as { batchData: AktoRecord[] };
    if (batchData.length === 0) return [422, { actionErrors: ['batchData is empty'] }];
    const { dislikes } = this;
    if (dislikes !== null && batchData.some((record) => JSON.stringify(record).includes(dislikes))) {
      return [422, { actionErrors: ['not to our liking'] }];
    }
    this.records.push(...batchData);
    return [200, { success: true }];
  }

  #verdict(body: string): object {
    const { requestPayload } = JSON.parse(body) as { requestPayload: string };
    const denied = this.denies !== null && requestPayload.includes(this.denies);
    const Metadata = denied ? { policy_name: 'HR topics', rule_violated: 'DeniedTopic', severity: 'HIGH' } : {};
    const Reason = denied ? 'Nobody may ask about salaries.' : '';
    const guardrailsResult = {
      Allowed: !denied,
      Modified: false,
      ModifiedPayload: '',
      Reason,
      Behaviour: '',
      Metadata,
    };
    return { success: true, message: '', data: { success: true, message: '', guardrailsResult } };
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
