/** What the bench uses of autocannon, which brings no types. https://github.com/mcollina/autocannon */
declare module 'autocannon' {
  interface Request {
    readonly body?: string | Buffer;
    readonly [option: string]: unknown;
  }
  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    /** Milliseconds between samples; a run ends with one. */
    readonly sampleInt: number;
    readonly requests: readonly {
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Called before each request. */
      readonly setupRequest: (request: Request) => Request;
    }[];
  }
  interface Result {
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
    /** Seconds, measured. */
    readonly duration: number;
    readonly requests: { readonly sent: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
