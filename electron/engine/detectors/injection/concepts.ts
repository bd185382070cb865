/**
 * What the words of an attack mean, apart from the language they are said in. A lexicon maps the words of one
 * language to these concepts; rules and the model's concept features speak of concepts only, so what is learnt on
 * English attacks holds for every language with a lexicon.
 */
export const CONCEPTS = [
  /** Verbs that set something aside: ignore, disregard, forget, override, do not follow. */
  'discard',
  /** What came before: previous, above, earlier, initial. */
  'prior',
  /** All of it: all, any, every, everything. */
  'all',
  /** What governs the assistant: instructions, rules, guidelines, directives. */
  'rule',
  /** Verbs that give text out: reveal, show, print, repeat, translate. */
  'reveal',
  /** Questions for content: what is, what were, tell me. */
  'ask',
  /** The hidden text itself: system prompt, initial instructions, developer message. */
  'prompt',
  /** The reader: you, your. */
  'you',
  /** Things kept secret: password, secret key, credentials. */
  'secret',
  /** Assigning an identity: you are now, act as, pretend to be. */
  'persona',
  /** Free of limits: unrestricted, without rules, uncensored. */
  'free',
  /** Refusing or hedging: refuse, decline, disclaimer, "as an AI". */
  'refuse',
  /** Negation: not, never, without, stop. */
  'not',
  /** What protects: safety, ethics, filters, content policy. */
  'safety',
  /** Special modes and personas of jailbreaks: developer mode, DAN, god mode. */
  'mode',
  /** Moving data out: send, forward, upload, post. */
  'send',
  /** What would be moved: conversation, inbox, files, contacts. */
  'data',
  /** The addressed machine: assistant, AI, language model, agent. */
  'machine',
  /** Hiding from the user: do not tell the user, silently, secretly. */
  'conceal',
  /** A new order replaces the old one: instead, new task, from now on, real objective. */
  'replace',
  /** Nothing but: just say, only output, exactly. */
  'only',
  /** The text the assistant was given: the text above, everything before this. */
  'above',
  /** Marks where instructions pretend to end or begin: end of prompt, new user message. */
  'border',
  /** Borrowed authority: administrator, operator, developer, authorised. */
  'authority',
  /** Actions with effect: delete, run, transfer, pay, grant, invite. */
  'act',
  /** Pressure: important, urgent, immediately, must. */
  'urge',
  /** Marks that only the program around a model writes: tokens of chat templates, tags of roles. */
  'tag',
] as const;

export type Concept = (typeof CONCEPTS)[number];

/** The kinds of attack a lexicon rule can name; the type of its findings is `injection.<kind>`. */
export type InjectionKind =
  | 'override'
  | 'extraction'
  | 'jailbreak'
  | 'indirect'
  | 'exfiltration'
  | 'leakage'
  | 'obfuscated'
  | 'model';

/** The words of one language, written for this project, with sentences that hold it to account. */
export interface Lexicon {
  /** BCP 47 primary subtag; `zxx` is what is no language. */
  readonly language: string;
  /** False where words are not separated by spaces: no word boundary is asked for. */
  readonly spaced: boolean;
  /** Lower case, `|` between terms, `¦` for a bar within one. `*` at the end accepts any ending (inflection). */
  readonly terms: Partial<Readonly<Record<Concept, string>>>;
  /** Sentences a rule of that kind must hit. */
  readonly hits: Partial<Readonly<Record<InjectionKind, readonly string[]>>>;
  /** Everyday sentences with the same words that must stay below every threshold. */
  readonly misses: readonly string[];
}
