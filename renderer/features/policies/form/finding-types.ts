import { sayType } from '../../../components/policy-words.ts';

export interface TypeChoice {
  /** A finding type, or a prefix with `*`. */
  readonly type: string;
}

interface TypeGroup {
  readonly value: string;
  readonly items: readonly TypeChoice[];
}

/** The vocabulary of findings, in the order in which people look for them. Secrets have a type for every vendor: those are typed. */
const GROUPS: readonly { readonly value: string; readonly types: readonly string[] }[] = [
  { value: 'Secrets', types: ['secret.*', 'jwt', 'password', 'url_credentials', 'secret.private_key'] },
  { value: 'Payment', types: ['credit_card', 'cvv', 'iban'] },
  {
    value: 'Prompt injection',
    types: [
      'injection.*',
      'injection.override',
      'injection.extraction',
      'injection.jailbreak',
      'injection.indirect',
      'injection.exfiltration',
      'injection.leakage',
      'injection.obfuscated',
      'injection.model',
    ],
  },
  { value: 'Contact', types: ['email', 'phone_number', 'address', 'person', 'username', 'date_of_birth'] },
  {
    value: 'Official numbers',
    types: [
      'ssn',
      'passport',
      'drivers_license',
      'uk_nino',
      'uk_nhs',
      'es_dni',
      'in_aadhaar',
      'in_pan',
      'ca_sin',
      'de_tax_id',
      'fi_hetu',
      'us_medicare',
    ],
  },
  { value: 'Machines', types: ['ip_address', 'mac_address', 'uuid', 'vin'] },
  { value: 'All', types: ['*'] },
];

/** As the schema wants a type (policy/schema.ts). */
const TYPE = /^(?:\*|[a-z][a-z0-9_.]*\*?)$/;

/** Groups with what matches the words typed; a type that is none of the known ones is offered as it is. */
export function matchTypes(query: string): readonly TypeGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (type: string, group: string) => {
    const text = `${type} ${sayType(type)} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const groups = GROUPS.map(({ value, types }) => ({
    value,
    items: types.filter((type) => matches(type, value)).map((type) => ({ type })),
  })).filter(({ items }) => items.length > 0);
  const typed = query.trim();
  const known = GROUPS.some(({ types }) => types.includes(typed));
  if (!TYPE.test(typed) || known || (!typed.includes('.') && !typed.includes('_') && !typed.endsWith('*')))
    return groups;
  return [...groups, { value: 'As typed', items: [{ type: typed }] }];
}
