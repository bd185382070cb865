import type { PolicyPreset } from '../../../../shared/domain/index.ts';
import { presetPolicy, rules } from './make.ts';

const IDENTIFIERS = 'gdpr-identifiers';
const CONTACT = 'gdpr-contact-data';
const SPECIAL = 'gdpr-special-categories';
const ACCESS = 'gdpr-access-data';

/** Regulation (EU) 2016/679. */
export const GDPR: PolicyPreset = {
  id: 'gdpr',
  name: 'GDPR',
  edition: 'Regulation (EU) 2016/679',
  description:
    'Personal data reaches a model as placeholders and comes back as it was, so that people are helped without being named.',
  policies: [
    presetPolicy({
      id: IDENTIFIERS,
      name: 'GDPR: official numbers and accounts',
      description: 'Identity, tax, health-insurance and passport numbers, bank accounts and cards are masked.',
      severity: 'high',
      rules: rules(
        'mask',
        'alert',
        'passport',
        'drivers_license',
        'ssn',
        'uk_nino',
        'uk_nhs',
        'es_dni',
        'de_tax_id',
        'fi_hetu',
        'in_aadhaar',
        'in_pan',
        'ca_sin',
        'us_medicare',
        'iban',
        'credit_card',
      ),
      restoreInAnswer: true,
      advice: 'Leave out the number, or replace it by a placeholder.',
    }),
    presetPolicy({
      id: CONTACT,
      name: 'GDPR: contact data',
      description: 'Addresses, telephone numbers and dates of birth are masked, and put back into the answer.',
      severity: 'medium',
      rules: rules('mask', 'alert', 'email', 'phone_number', 'address', 'date_of_birth'),
      restoreInAnswer: true,
      advice: 'Leave out the contact data.',
    }),
    presetPolicy({
      id: SPECIAL,
      name: 'GDPR: special categories',
      description: 'Health, beliefs, origin and convictions of a person are held back until somebody releases them.',
      severity: 'high',
      topics: [
        {
          name: 'Health of a person',
          description: 'Diagnoses, treatment and sick leave of somebody (Article 9).',
          samplePhrases: [
            'the patient was diagnosed with',
            'her medical history and medication',
            'he is on sick leave because of depression',
            'die Patientin hat die Diagnose',
          ],
          onRequest: 'warn',
          onResponse: 'alert',
        },
        {
          name: 'Beliefs, origin, orientation',
          description: 'Religion, politics, trade union, ethnic origin, sexual orientation of somebody (Article 9).',
          samplePhrases: [
            'his religious beliefs and political opinions',
            'her sexual orientation',
            'employee is a trade union member',
            'ethnic origin of the applicant',
          ],
          onRequest: 'warn',
          onResponse: 'alert',
        },
        {
          name: 'Criminal convictions',
          description: 'Convictions and offences of somebody (Article 10).',
          samplePhrases: [
            'has a criminal record',
            'criminal convictions of the applicant',
            'was convicted of an offence',
          ],
          onRequest: 'warn',
          onResponse: 'alert',
        },
      ],
      advice: 'Describe the case without saying whose it is.',
    }),
    presetPolicy({
      id: ACCESS,
      name: 'GDPR: access to personal data',
      description: 'Credentials that open systems with personal data are stopped.',
      severity: 'critical',
      rules: rules('block', 'alert', 'secret.*', 'password', 'jwt', 'url_credentials'),
      advice: 'Remove the credential, or refer to it by name.',
    }),
  ],
  controls: [
    {
      id: 'Art. 5(1)(c)',
      title: 'Data minimisation',
      coveredBy: [
        { policyId: IDENTIFIERS, rule: 'passport' },
        { policyId: CONTACT, rule: 'email' },
      ],
      note: 'Models get placeholders. Names of persons are not looked for: they are found too unreliably.',
    },
    {
      id: 'Art. 5(1)(e)',
      title: 'Storage limitation',
      coveredBy: [],
      note: 'No policy: set how long exchanges are kept in Settings.',
    },
    {
      id: 'Art. 9',
      title: 'Special categories of personal data',
      coveredBy: [
        { policyId: SPECIAL, rule: 'gdpr-special-categories.topic.health-of-a-person' },
        { policyId: SPECIAL, rule: 'gdpr-special-categories.topic.beliefs-origin-orientation' },
      ],
      note: 'Found by their words, without a language model: a person decides whether it is released. Indirect statements are missed.',
    },
    {
      id: 'Art. 10',
      title: 'Criminal convictions and offences',
      coveredBy: [{ policyId: SPECIAL, rule: 'gdpr-special-categories.topic.criminal-convictions' }],
      note: 'As for Article 9.',
    },
    {
      id: 'Art. 17',
      title: 'Right to erasure',
      coveredBy: [],
      note: 'No policy: “Delete all” removes what Sluice keeps. Ask the provider for what it keeps.',
    },
    {
      id: 'Art. 25',
      title: 'Data protection by design and by default',
      coveredBy: [
        { policyId: IDENTIFIERS, rule: 'iban' },
        { policyId: CONTACT, rule: 'phone_number' },
      ],
      note: 'Masked before it is sent, for every agent that goes through Sluice, without its doing.',
    },
    {
      id: 'Art. 32(1)(a)',
      title: 'Pseudonymisation and encryption',
      coveredBy: [
        { policyId: IDENTIFIERS, rule: 'ssn' },
        { policyId: CONTACT, rule: 'address' },
      ],
      note: 'What a placeholder stands for lives in memory only, until the answer ends.',
    },
    {
      id: 'Art. 32(1)(b)',
      title: 'Ongoing confidentiality of processing systems',
      coveredBy: [{ policyId: ACCESS, rule: 'secret.*' }],
      note: 'Credentials are stopped.',
    },
    {
      id: 'Art. 33',
      title: 'Notification of a breach',
      coveredBy: [],
      note: 'Violations with place, agent and time help to tell what happened; notifying is yours.',
    },
    {
      id: 'Art. 44',
      title: 'Transfers to third countries',
      coveredBy: [
        { policyId: IDENTIFIERS, rule: 'passport' },
        { policyId: CONTACT, rule: 'email' },
      ],
      note: 'What is masked is not transferred. Where your provider computes is for your contract to say.',
    },
  ],
};
