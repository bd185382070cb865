/** How types of findings are called: a short tag for in-text marks, a title for cards. */

export type Category =
  | 'card'
  | 'mail'
  | 'secret'
  | 'injection'
  | 'person'
  | 'id'
  | 'phone'
  | 'network'
  | 'bank'
  | 'place'
  | 'rule';

interface Words {
  readonly category: Category;
  readonly tag: string;
  readonly title: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  email: { category: 'mail', tag: 'E-mail', title: 'E-mail address' },
  phone_number: { category: 'phone', tag: 'Phone', title: 'Phone number' },
  credit_card: { category: 'card', tag: 'Card', title: 'Payment card' },
  cvv: { category: 'card', tag: 'CVV', title: 'Card security code' },
  ssn: { category: 'id', tag: 'SSN', title: 'US social security number' },
  iban: { category: 'bank', tag: 'IBAN', title: 'Bank account (IBAN)' },
  ip_address: { category: 'network', tag: 'IP', title: 'IP address' },
  mac_address: { category: 'network', tag: 'MAC', title: 'MAC address' },
  uuid: { category: 'id', tag: 'UUID', title: 'UUID' },
  jwt: { category: 'secret', tag: 'Token', title: 'JSON web token' },
  vin: { category: 'id', tag: 'VIN', title: 'Vehicle number' },
  passport: { category: 'id', tag: 'Passport', title: 'Passport number' },
  drivers_license: { category: 'id', tag: 'Licence', title: 'Driver’s licence' },
  address: { category: 'place', tag: 'Address', title: 'Postal address' },
  date_of_birth: { category: 'person', tag: 'Birth', title: 'Date of birth' },
  person: { category: 'person', tag: 'Name', title: 'Name of a person' },
  username: { category: 'person', tag: 'User', title: 'User name' },
  password: { category: 'secret', tag: 'Password', title: 'Password' },
  url_credentials: { category: 'secret', tag: 'Password', title: 'Address with password' },
  uk_nino: { category: 'id', tag: 'NINO', title: 'UK national insurance number' },
  uk_nhs: { category: 'id', tag: 'NHS', title: 'UK NHS number' },
  es_dni: { category: 'id', tag: 'DNI', title: 'Spanish DNI' },
  in_aadhaar: { category: 'id', tag: 'Aadhaar', title: 'Indian Aadhaar number' },
  in_pan: { category: 'id', tag: 'PAN', title: 'Indian PAN' },
  ca_sin: { category: 'id', tag: 'SIN', title: 'Canadian SIN' },
  de_tax_id: { category: 'id', tag: 'Tax id', title: 'German tax id' },
  fi_hetu: { category: 'id', tag: 'HETU', title: 'Finnish personal identity code' },
  us_medicare: { category: 'id', tag: 'Medicare', title: 'US Medicare number' },
  'injection.override': { category: 'injection', tag: 'Injection', title: 'Orders to ignore instructions' },
  'injection.extraction': { category: 'injection', tag: 'Extraction', title: 'Asks for the system prompt' },
  'injection.jailbreak': { category: 'injection', tag: 'Jailbreak', title: 'Jailbreak' },
  'injection.indirect': { category: 'injection', tag: 'Injection', title: 'Instruction hidden in untrusted text' },
  'injection.exfiltration': {
    category: 'injection',
    tag: 'Exfiltration',
    title: 'Tells the assistant to send data away',
  },
  'injection.leakage': { category: 'injection', tag: 'Leak', title: 'System prompt in an answer' },
  'injection.obfuscated': { category: 'injection', tag: 'Obfuscated', title: 'Disguised instruction' },
  'policy.akto': { category: 'rule', tag: 'Akto', title: 'Akto objects' },
  'injection.model': { category: 'injection', tag: 'Injection', title: 'Reads like an injection' },
  'policy.llm': { category: 'rule', tag: 'Judge', title: 'The judge says yes' },
  'policy.harmful': { category: 'rule', tag: 'Harmful', title: 'Harmful text' },
  'policy.unanswered': { category: 'rule', tag: 'Judge', title: 'Left unanswered by the judge' },
  'policy.tool': { category: 'rule', tag: 'Tool', title: 'Denied tool' },
  'policy.mcp-server': { category: 'rule', tag: 'MCP', title: 'Denied MCP server' },
};

/** Words that keep their own spelling in the name of a secret. */
const SPELT: Readonly<Record<string, string>> = {
  aws: 'AWS',
  openai: 'OpenAI',
  github: 'GitHub',
  gitlab: 'GitLab',
  gcp: 'GCP',
  api: 'API',
  id: 'id',
  url: 'URL',
  ssh: 'SSH',
  anthropic: 'Anthropic',
  azure: 'Azure',
  google: 'Google',
  slack: 'Slack',
  stripe: 'Stripe',
};

function say(words: string): string {
  const text = words
    .split(/[_-]/)
    .map((word) => SPELT[word] ?? word)
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Found by a rule of a policy, or by a detector of the user's own. */
const OWN = /^(?:policy|custom)\./;

export function wordsFor(type: string): Words {
  const known = WORDS[type];
  if (known !== undefined) return known;
  if (type.startsWith('secret.'))
    return { category: 'secret', tag: 'Secret', title: say(type.slice('secret.'.length)) };
  if (type.startsWith('injection.')) {
    return { category: 'injection', tag: 'Injection', title: `Injection: ${say(type.slice('injection.'.length))}` };
  }
  return { category: 'rule', tag: say(type.replace(OWN, '')), title: say(type.replace(OWN, '')) };
}

/** What a person should not see by accident. An injection is shown as it stands: its words are the evidence. */
export function isMasked(type: string): boolean {
  return !type.startsWith('injection.') && !type.startsWith('policy.');
}

const VIEW_WORDS: Readonly<Record<string, string>> = {
  raw: 'as sent',
  normalised: 'normalised',
  hidden: 'hidden part',
  'decoded:base64': 'base64',
  'decoded:base64url': 'base64url',
  'decoded:hex': 'hex',
  'decoded:percent': 'percent encoding',
  'decoded:rot13': 'rot13',
  'decoded:reversed': 'reversed',
};

/** `hidden>decoded:base64` → `hidden part, then base64` */
export function sayView(view: string): string {
  return view
    .split('>')
    .map((step) => VIEW_WORDS[step] ?? step)
    .join(', then ');
}

const ROLE_WORDS: Readonly<Record<string, string>> = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool result',
};

export function sayRole(role: string): string {
  return ROLE_WORDS[role] ?? role;
}

/** `/messages/9/content` → `messages[9].content` */
export function sayPointer(pointer: string): string {
  if (pointer === '') return 'whole body';
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}
