import type { Ingress } from '../../../../shared/domain/index.ts';
import type { Language } from '../../../components/code-colours.ts';

export interface Snippet {
  /** File name or `shell`. */
  readonly name: string;
  readonly language: Language;
  readonly text: string;
  /** Where it goes or what it is for. */
  readonly say?: string;
}

/** What a snippet is filled in with. */
export interface Place {
  /** Where Sluice listens, `http://127.0.0.1:4141`. */
  readonly base: string;
  /** Where it forwards to; for LiteLLM's own guardrails that LiteLLM. */
  readonly upstream: string;
  readonly mode: 'block' | 'log';
  /** The value of SLUICE_TOKEN as far as this window knows it. */
  readonly token: string;
  /** LiteLLM runs in a container, where 127.0.0.1 is its own. */
  readonly container: boolean;
}

export const GROUPS = ['Gateways and guardrails', 'SDKs', 'Coding agents', 'Anything else'] as const;

export interface Client {
  readonly id: string;
  readonly group: (typeof GROUPS)[number];
  readonly name: string;
  readonly hint: string;
  readonly title: string;
  readonly lead: string;
  readonly note: string;
  /** The door by which its calls come; a check list waits for nothing else. */
  readonly door: Ingress;
  /** Akto's hooks for it are another way: its calls may come by either door. */
  readonly orHook?: boolean;
  /** LiteLLM asks us, so that it must be able to reach us wherever it runs. */
  readonly asks?: boolean;
  /** The hook file belongs to it. */
  readonly hook?: boolean;
  /** The first is the one that matters most. */
  snippets(place: Place): readonly Snippet[];
}

export const NAMING = 'No agent_name? Then the LiteLLM key alias names the agent, then its team, then the host.';
