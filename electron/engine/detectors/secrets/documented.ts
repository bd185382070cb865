/**
 * Keys that vendors print in their own documentation and sample projects: everybody has them, nobody is hurt. As
 * hashes, so that no scanner of this repository takes them for ours.
 */

/**
 * What stands before keys that an application carries to everybody who has it, and that have the format of secret ones:
 * the key of Mailchimp's SDK for apps (https://github.com/mailchimp/Mailchimp-SDK-iOS).
 */
const CARRIED_OPENLY = /\bMailchimp(?:SDK)?\.initialize\(\s{0,4}token:\s?"?$/;
const CARRIER_REACH = 48;

export function isCarriedOpenly(text: string, at: number): boolean {
  return CARRIED_OPENLY.test(text.slice(Math.max(0, at - CARRIER_REACH), at));
}

/** FNV-1a over UTF-16 units, 52 bits in two halves. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fingerprint(text: string): string {
  let high = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    high = Math.imul(high ^ (text.charCodeAt(index) + index), 0x811c9dc5);
  }
  return `${firstHalf(text).toString(16).padStart(8, '0')}${(high >>> 0).toString(16).padStart(8, '0')}`;
}

function firstHalf(text: string): number {
  let low = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) low = Math.imul(low ^ text.charCodeAt(index), 0x01000193);
  return low >>> 0;
}

/**
 * Stripe and SendGrid's references (https://docs.stripe.com/api/authentication, https://www.twilio.com/docs/sendgrid),
 * Mailgun's, Slack's (https://documentation.mailgun.com, https://docs.slack.dev/authentication/tokens). And
 * Firebase and Google Maps sample projects (https://firebase.google.com/docs, github.com/firebase, github.com/googlesamples).
 * GitHub's OAuth reference (https://docs.github.com/apps/oauth-apps), the emulators of Azure Storage and Cosmos DB
 * (https://learn.microsoft.com/azure/storage/common/storage-use-azurite), RFC 7617 and RFC 6750.
 * RFC 5849, 6749, 7009 (OAuth) and OpenID Connect Core 1.0, which every library for them quotes.
 */
const DOCUMENTED = new Set<string>([
  'f09512740efbcadd',
  '0af7ca9d52c5906a',
  '4e1351cbe54c5cf0',
  'b8782c2e56a1596f',
  '965bd60aae0c9c9f',
  '1845a427a9706a7c',
  '00d9b068ab995481',
  'af8fab00fc361e05',
  '722ef8d0f173f3a1',
  'c8a510e91928fb92',
  '1751c16caa2d7ad1',
  'f50c0e72ff2eb25b',
  '6a41f911b36487e2',
  'e972e9a4ab6663ea',
  '1d14fe3713ce92a1',
  '6e701be425c9068a',
  '99a23fe10a7c7473',
  '8e03c7b1b87b966b',
  'ca3382ee12a1bb98',
  '1ba0f990d4aa30de',
  '7c0f79a865db8772',
  '8ee1d8478d9d4ab4',
  'b188721196ab7e8e',
  'ef5029ccf7e476de',
  '22de2f8fada7c2dd',
  'c0cc49e765fd1781',
  '384ed6f4585fe87e',
  '7d44300a2f6fc740',
  'c9cec95f0df458f0',
  'fcd17dab6f1e39d0',
  '8b00e4c8b17f2413',
  'd8c5d36924fadeeb',
  '8d429c23f28ecda4',
  '0a6fb52707edac0d',
  'b0870f5873db0a52',
  'e6aa0327da129e01',
  'b3877a9b05f0c420',
  '4a209311c676b23a',
  '0b9a312d4bfeb056',
  'a1e947ac8f9bf892',
  '25293a6fee7b6f69',
  'cbb50c20f677e437',
  '91bd1840129b6a5f',
]);

/** The first halves as numbers: nearly every key is told by them. */
const FIRST_HALVES: ReadonlySet<number> = new Set(
  Array.from(DOCUMENTED, (known) => Number.parseInt(known.slice(0, 8), 16)),
);

/**
 * Asked of everything that was found, whichever rule did: such a key is not reported, and it keeps its place from what
 * another rule or view would make of it.
 */
export function isDocumentedKey(value: string): boolean {
  return FIRST_HALVES.has(firstHalf(value)) && DOCUMENTED.has(fingerprint(value));
}
