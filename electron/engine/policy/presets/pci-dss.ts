import type { PolicyPreset } from '../../../../shared/domain/index.ts';
import { presetPolicy, rules } from './make.ts';

const CARDS = 'pci-cardholder-data';
const AUTHENTICATION = 'pci-authentication-data';
const CREDENTIALS = 'pci-credentials';

/** PCI DSS v4.0.1 (PCI Security Standards Council, June 2024). */
export const PCI_DSS: PolicyPreset = {
  id: 'pci-dss',
  name: 'PCI DSS',
  edition: 'v4.0.1, June 2024',
  description:
    'Card numbers reach a model only masked, security codes not at all, and credentials of the payment environment stay in it.',
  policies: [
    presetPolicy({
      id: CARDS,
      name: 'PCI: cardholder data',
      description: 'Card numbers are masked in both directions, so that the conversation goes on without them.',
      severity: 'high',
      rules: rules('mask', 'mask', 'credit_card'),
      advice: 'Refer to the card by its last four digits.',
    }),
    presetPolicy({
      id: AUTHENTICATION,
      name: 'PCI: sensitive authentication data',
      description: 'Card verification codes are stopped: they may not be kept after authorisation, masked or not.',
      severity: 'critical',
      rules: rules('block', 'block', 'cvv'),
      patterns: [
        {
          name: 'Track data',
          pattern: '%B\\d{13,19}\\^[^\\^\\r\\n]{2,26}\\^\\d{7}|;\\d{13,19}=\\d{7}',
          onRequest: 'block',
          onResponse: 'block',
        },
        {
          name: 'PIN block',
          pattern: '\\bpin[ _-]?block\\b\\W{0,4}[0-9A-F]{16}\\b',
          onRequest: 'block',
          onResponse: 'block',
        },
      ],
      advice: 'Leave out the security code, track data or PIN.',
    }),
    presetPolicy({
      id: CREDENTIALS,
      name: 'PCI: credentials and keys',
      description: 'Passwords, keys and tokens of systems in the cardholder data environment do not leave it.',
      severity: 'critical',
      rules: rules('block', 'alert', 'secret.*', 'password', 'jwt', 'url_credentials'),
      advice: 'Remove the credential, or refer to it by name.',
    }),
  ],
  controls: [
    {
      id: '3.3.1',
      title: 'Sensitive authentication data is not stored after authorisation',
      coveredBy: [
        { policyId: AUTHENTICATION, rule: 'cvv' },
        { policyId: AUTHENTICATION, rule: 'pci-authentication-data.pattern.track-data' },
        { policyId: AUTHENTICATION, rule: 'pci-authentication-data.pattern.pin-block' },
      ],
      note: 'It is stopped before it reaches a provider that stores prompts. What Sluice itself keeps is shown masked, and ends with your retention.',
    },
    {
      id: '3.4.1',
      title: 'The card number is masked when displayed',
      coveredBy: [{ policyId: CARDS, rule: 'credit_card' }],
      note: 'In what models see and answer. The displays of other systems are theirs.',
    },
    {
      id: '3.5.1',
      title: 'The card number is unreadable wherever it is stored',
      coveredBy: [{ policyId: CARDS, rule: 'credit_card' }],
      note: 'The provider gets a placeholder instead of the number. The encryption of your own databases is not looked at.',
    },
    {
      id: '4.2.2',
      title: 'Card numbers are secured when sent by end-user messaging technologies',
      coveredBy: [{ policyId: CARDS, rule: 'credit_card' }],
      note: 'Chats with models, tools and their results are read; e-mail and other messengers are not.',
    },
    {
      id: '6.2.4',
      title: 'Software engineering techniques prevent common attacks',
      coveredBy: [],
      note: 'Needs reviews and tests of your own software. The preset OWASP LLM Top 10 adds what concerns prompts.',
    },
    {
      id: '8.3.2',
      title: 'Authentication factors are unreadable during transmission and storage',
      coveredBy: [
        { policyId: CREDENTIALS, rule: 'password' },
        { policyId: CREDENTIALS, rule: 'secret.*' },
      ],
      note: 'Passwords and keys are stopped in prompts and tool results.',
    },
    {
      id: '8.6.2',
      title: 'Passwords of system accounts are not hard coded',
      coveredBy: [
        { policyId: CREDENTIALS, rule: 'password' },
        { policyId: CREDENTIALS, rule: 'url_credentials' },
      ],
      note: 'Those that an agent reads from code or configuration are stopped and shown; they have to be removed there.',
    },
    {
      id: '10.2.1',
      title: 'Audit logs are enabled and active',
      coveredBy: [],
      note: 'No policy: Sluice records every exchange with its verdict while recording is on. Send it to your log archive.',
    },
    {
      id: '12.10.7',
      title: 'Incident response when card numbers are found where they are not expected',
      coveredBy: [{ policyId: CARDS, rule: 'credit_card' }],
      note: 'Each is a violation with its place and agent. What your people then do is theirs.',
    },
  ],
};
