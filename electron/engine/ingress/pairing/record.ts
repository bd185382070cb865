/**
 * What the pairing knows of one message of a LiteLLM hook. Everything is as the codec read it; nothing here is stored.
 */
export interface HookRecord {
  /** Milliseconds, of the clock the pairing was made with. */
  readonly at: number;
  /**
   * The id of the LLM call, the first of: header x-akto-installer-akto_message_id, tag litellm_call_id, forwarded header
   * x-litellm-call-id. null: this message names none.
   */
  readonly callId: string | null;
  /** Tag call_type: acompletion, anthropic_messages, aresponses, … */
  readonly callType: string;
  /** The newest text of the user, as sent; '' when the message has none. */
  readonly text: string;
  /** The caller's headers as forwarded; which of them count is the pairing's to say. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly identity: RecordIdentity;
}

/** What one message says about who sent the call; null: it does not say. */
export interface RecordIdentity {
  readonly host: string | null;
  readonly keyAlias: string | null;
  readonly teamId: string | null;
  readonly teamAlias: string | null;
}

/** What the sources of all messages of one call add up to (identifyHook reads it). */
export interface CallIdentity {
  readonly verdictHost: string | null;
  readonly recordHost: string | null;
  readonly keyAlias: string | null;
  readonly teamAlias: string | null;
}

/** Where a message belongs. */
export interface Placement {
  readonly exchange: string;
  /** This message opened the exchange. */
  readonly isNew: boolean;
  /** False: a record to which no question was found. It is an exchange of its own, and says so. */
  readonly paired: boolean;
  /** All that is known about the sender now; differs from what was known when a later message repairs it. */
  readonly identity: CallIdentity;
  /**
   * Set when the exchange was made now from a question that had been taken for another's repetition: equal calls at
   * the same time. The question's content is that exchange's.
   */
  readonly splitFrom: string | null;
}

/** A question without text is held until a record gives it a text to be shown with. */
export type QuestionPlacement = (Placement & { readonly held: false }) | { readonly held: true };

/** What became of a question. `maskedText`: the newest text of the user after the mask, for the records that follow. */
export type Outcome =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'masked'; readonly maskedText: string };
