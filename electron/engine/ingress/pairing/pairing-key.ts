import { createHash } from 'node:crypto';

/** Differ between the messages of one call, or name the agent instead of the client. */
const NOT_THE_CLIENTS = new Set(['host', 'content-type', 'content-length', 'x-litellm-call-id']);
const INSTALLER_PREFIX = 'x-akto-installer-';

/**
 * What the messages of one call have in common where no id does (contract-akto.md "Pairing", rule 2): call type, newest
 * text of the user and the forwarded client headers. Never the model, which a record names otherwise than a question.
 */
export function pairingKey(callType: string, text: string, headers: readonly (readonly [string, string])[]): string {
  const sha = createHash('sha256').update(`${callType}\n`);
  for (const header of clientHeaders(headers)) sha.update(`${header.length}:`).update(header);
  return sha.update('\n').update(plainText(text)).digest('base64');
}

/** The hook's generations differ in what they keep: reminders out, white space folded (blocks are joined before). */
export function plainText(text: string): string {
  return text
    .replaceAll(/<system-reminder>[\s\S]*?(<\/system-reminder>|$)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function clientHeaders(headers: readonly (readonly [string, string])[]): string[] {
  return headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !NOT_THE_CLIENTS.has(name) && !name.startsWith(INSTALLER_PREFIX))
    .map(([name, value]) => `${name}:${value}`)
    .sort();
}
