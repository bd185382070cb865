/** Values that stand in documentation and test suites, and belong to nobody. Found by default; a setting spares them. */
import { isTestCard } from './pii/index.ts';

/** Used in the standard's own examples (SWIFT IBAN registry) and copied ever since. */
const SAMPLE_IBANS: ReadonlySet<string> = new Set([
  'GB29NWBK60161331926819',
  'GB82WEST12345698765432',
  'GB33BUKB20201555555555',
  'DE89370400440532013000',
  'FR1420041010050500013M02606',
  'NL91ABNA0417164300',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
  'BE68539007547034',
  'CH9300762011623852957',
  'AT611904300234573201',
]);

/** Documentation: RFC 5737, RFC 3849, RFC 9637. Loopback: RFC 1122, RFC 4291. */
const SPARED_IPS = /^(?:192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|127\.|::1$|2001:0?db8:|3fff:)/i;
/** RFC 7042 section 2.1.2. */
const SPARED_MACS = /^00[:-]?00[:-]?5e[:-]?00[:-]?53/i;
/** RFC 2606, RFC 6761. */
const SPARED_DOMAINS = /(?:^|[.@])(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost)$/i;
/** Numbers for fiction: 555-01xx of the North American plan (NANPA), Ofcom's drama numbers. */
const SPARED_PHONES = /^(?:\+?1)?\d{3}55501\d\d$|^(?:\+44|0)(?:7700900\d{3}|2079460\d{3}|1632960\d{3}|8081570\d{3})$/;
/** Printed in a wallet and in advertisements (ssa.gov/history/ssn/misused.html), and counted up. */
const SPARED_SSNS = /^(?:078051120|219099999|98765432\d|123456789)$/;

/** Whether the value, as it was written, is one of those. */
export function isTestValue(type: string, value: string): boolean {
  switch (type) {
    case 'credit_card':
      return isTestCard(value.replaceAll(/\D/g, ''));
    case 'iban':
      return SAMPLE_IBANS.has(value.replaceAll(/[^0-9a-z]/gi, '').toUpperCase());
    case 'ip_address':
      return SPARED_IPS.test(value);
    case 'mac_address':
      return SPARED_MACS.test(value);
    case 'email':
      return SPARED_DOMAINS.test(value);
    case 'phone_number':
      return SPARED_PHONES.test(value.replaceAll(/[^\d+]/g, ''));
    case 'ssn':
      return SPARED_SSNS.test(value.replaceAll(/\D/g, ''));
    default:
      return false;
  }
}
