import type { NamedUpstream, UpstreamKind } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { UpstreamsApi } from '../../../shared/rpc/upstreams-api.ts';
import { type LoopGuard, type Upstreams, tryUpstream } from '../upstream/index.ts';

export interface UpstreamsCallParts {
  readonly guard: LoopGuard;
  readonly upstreams: Upstreams;
}

/**
 * What a test asks for, below the base URL: lists that every installation has (the vendors' API references; LiteLLM
 * has the first too). `/v1` is left out where the base URL ends with it.
 */
const HARMLESS: Readonly<Record<UpstreamKind, string>> = {
  openai: '/v1/models',
  anthropic: '/v1/models',
  gemini: '/v1beta/models',
  ollama: '/api/tags',
  custom: '/',
};

/** The part of EngineApi that the editor of named upstreams uses. */
export function upstreamsCalls({ guard, upstreams }: UpstreamsCallParts): UpstreamsApi {
  return {
    async testUpstream({ upstream }) {
      const url = trialUrl(upstream);
      try {
        await guard.check(url);
      } catch (error) {
        if (!(error instanceof SluiceError)) throw error;
        return { reached: false, url: url.href, code: error.code, message: error.message };
      }
      const headers = upstream.headers.map(({ name, value }) => [name, value] as const);
      const trial = await tryUpstream(upstreams, url, headers);
      return 'status' in trial
        ? { reached: true, url: url.href, ...trial }
        : { reached: false, url: url.href, ...trial };
    },
  };
}

function trialUrl({ kind, baseUrl }: NamedUpstream): URL {
  const url = new URL(baseUrl);
  const base = url.pathname.replace(/\/+$/, '');
  const step = HARMLESS[kind];
  const [version = ''] = /^\/v1(beta)?(?=\/)/.exec(step) ?? [];
  url.pathname = base + (version !== '' && base.endsWith(version) ? step.slice(version.length) : step);
  return url;
}
