import { z } from 'zod';

import { DIALECT_IDS } from '../domain/exchange.ts';
import { UPSTREAM_KINDS } from '../domain/upstream.ts';
import { httpUrl } from './http-url.ts';
import type { UpstreamsApi } from './upstreams-api.ts';

/** A token of RFC 9110, section 5.6.2. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]{1,100}$/;
/** Visible ASCII, spaces and tabs between (RFC 9110, section 5.5). */
const HEADER_VALUE = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;
/** They belong to the connection or to the message, or are ours. */
const NOT_SETTABLE =
  /^(host|connection|content-length|content-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|sec-websocket-.*|x-sluice-.*)$/i;
/** A key of one's own is never put on a request that came without one. */
const CREDENTIAL = /auth|api-?key|token|secret|passw|cookie|credential|signature/i;

const seconds = z.number().positive().max(3_600).nullable();

export const namedUpstreamSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes, at most 40'),
  kind: z.enum(UPSTREAM_KINDS),
  baseUrl: httpUrl.refine((url) => !url.includes('?'), { message: 'must have no query' }),
  dialect: z.enum(DIALECT_IDS).nullable(),
  isLiteLLM: z.boolean(),
  dropAgentMetadata: z.boolean(),
  headers: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(HEADER_NAME, 'is no name of a header')
          .refine((name) => !NOT_SETTABLE.test(name), { message: 'cannot be set' })
          .refine((name) => !CREDENTIAL.test(name), { message: 'carries a credential; those are the clients’ own' }),
        value: z.string().max(2_000).regex(HEADER_VALUE, 'must be visible ASCII'),
      }),
    )
    .max(50),
  connectSeconds: seconds,
  firstByteSeconds: seconds,
  idleSeconds: seconds,
  detectorFailure: z.enum(['open', 'closed']).nullable(),
});

export const namedUpstreamsSchema = z
  .array(namedUpstreamSchema)
  .max(100)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    message: 'must have different names',
  });

/** One schema per call, as callSchemas. */
export const upstreamsCallSchemas = {
  testUpstream: z.strictObject({ upstream: namedUpstreamSchema }),
} as const satisfies Record<keyof UpstreamsApi, z.ZodType>;
