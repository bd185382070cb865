import type { Finding, Role } from '../../../shared/domain/index.ts';

/** Finding types as a person says them, without article. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  email: 'e-mail address',
  phone_number: 'phone number',
  credit_card: 'payment card number',
  cvv: 'card security code',
  ssn: 'US social security number',
  iban: 'bank account number (IBAN)',
  ip_address: 'IP address',
  mac_address: 'MAC address',
  uuid: 'UUID',
  jwt: 'signed token (JWT)',
  vin: 'vehicle identification number',
  passport: 'passport number',
  drivers_license: 'driving licence number',
  address: 'postal address',
  date_of_birth: 'date of birth',
  person: "person's name",
  username: 'user name',
  password: 'password',
  url_credentials: 'address with a password in it',
  uk_nino: 'UK national insurance number',
  uk_nhs: 'NHS number',
  es_dni: 'Spanish identity number',
  in_aadhaar: 'Aadhaar number',
  in_pan: 'Indian tax number (PAN)',
  ca_sin: 'Canadian social insurance number',
  de_tax_id: 'German tax number',
  fi_hetu: 'Finnish identity code',
  us_medicare: 'US Medicare number',
  'secret.private_key': 'private key',
  'injection.override': 'attempt to override instructions',
  'injection.extraction': 'attempt to extract hidden instructions',
  'injection.jailbreak': 'jailbreak attempt',
  'injection.indirect': 'instructions smuggled into content',
  'injection.exfiltration': 'attempt to send data out',
  'injection.leakage': 'leak of hidden instructions',
  'injection.obfuscated': 'disguised instructions',
  'injection.model': 'text that looks like a prompt injection',
};

/** What was found, as a person says it: `payment card number`, `credential (aws access key)`. */
export function typeInWords(type: string): string {
  const known = TYPE_WORDS[type];
  if (known !== undefined) return known;
  const dot = type.indexOf('.');
  const name = type.slice(dot + 1).replaceAll(/[_-]+/g, ' ');
  if (type.startsWith('secret.')) return `credential (${name})`;
  if (type.startsWith('injection.')) return `prompt injection (${name})`;
  return name;
}

/** As {@link typeInWords}, and for a policy's own rules which of them: `text that matches 'project-codes'`. */
export function findingInWords({ type, rule }: Pick<Finding, 'type' | 'rule'>): string {
  const name = ruleName(type, rule);
  switch (type) {
    case 'policy.pattern':
      return `text that matches '${name}'`;
    case 'policy.words':
      return `a word of the list '${name}'`;
    case 'policy.topic':
      return `the topic '${name}'`;
    case 'policy.tool':
      return `the tool '${name}'`;
    case 'policy.mcp-server':
      return `the MCP server '${name}'`;
    case 'policy.token-limit':
      return 'more text than allowed';
    case 'policy.tool-call-limit':
      return 'more tool calls than allowed';
    case 'policy.tool-error-limit':
      return 'more failed tool calls than allowed';
    case 'policy.akto':
      return 'something Akto objects to';
    case 'policy.llm':
      return 'something the judge objects to';
    case 'policy.harmful':
      return `harmful text (${name})`;
    case 'policy.unanswered':
      return 'a question that the judge left unanswered';
    default:
      return typeInWords(type);
  }
}

/** `p1.pattern.project-codes` → `project-codes`: what stands behind the kind. */
function ruleName(type: string, rule: string): string {
  const kind = type.slice(type.indexOf('.'));
  const at = rule.indexOf(`${kind}.`);
  return at < 0 ? rule : rule.slice(at + kind.length + 1);
}

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  system: 'the system prompt',
  developer: "the developer's instructions",
  user: "the user's text",
  assistant: "the assistant's text",
  tool: 'a tool result',
};

/** Where it stands, in words: `the user's text (message 3)`, `the answer`. Never more than role and position. */
export function placeInWords(finding: Pick<Finding, 'side' | 'role' | 'pointer' | 'view'>): string {
  const hidden = finding.view === 'raw' || finding.view === 'normalised' ? '' : `, ${disguise(finding.view)}`;
  if (finding.pointer === '' && finding.role === 'developer') return 'the tools on offer';
  if (finding.side === 'response') return `${finding.role === 'tool' ? 'a tool result' : 'the answer'}${hidden}`;
  const index = /^\/(?:messages|input|contents)\/(\d+)(?:\/|$)/.exec(finding.pointer)?.[1];
  const position = index === undefined ? '' : ` (message ${Number(index) + 1})`;
  return `${ROLE_WORDS[finding.role]}${position}${hidden}`;
}

function disguise(view: string): string {
  const decoded = /decoded:([\w-]+)/.exec(view)?.[1];
  return decoded === undefined ? 'hidden from the reader' : `disguised as ${decoded}`;
}
