import type { Policy } from './policy.ts';

/** One requirement of a standard, and what here serves it. */
export interface PresetControl {
  /** As the standard names it: `3.4.1`, `Art. 32`, `LLM01:2025`. */
  readonly id: string;
  readonly title: string;
  /** Rules of the preset's policies that serve it. Empty: nothing on this machine can; `note` says what does. */
  readonly coveredBy: readonly { readonly policyId: string; readonly rule: string }[];
  /** What is covered, and what is not. */
  readonly note: string;
}

/** A set of policies for a purpose. Adding it means saving its policies together with those there are. */
export interface PolicyPreset {
  readonly id: 'pci-dss' | 'gdpr' | 'owasp-llm';
  readonly name: string;
  /** Edition of the standard. */
  readonly edition: string;
  readonly description: string;
  readonly policies: readonly Policy[];
  readonly controls: readonly PresetControl[];
}
