/** Documentation and Akto's dashboard, which the window links to. Nothing else is ever opened in the browser. */
const ALLOWED_HOSTS: ReadonlySet<string> = new Set([
  'app.akto.io',
  'docs.akto.io',
  'www.akto.io',
  'docs.litellm.ai',
  'platform.openai.com',
  'docs.anthropic.com',
]);

/** Whether an address may be handed to the system's browser. */
export function isAllowedLink(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return protocol === 'https:' && ALLOWED_HOSTS.has(hostname) && port === '' && username === '' && password === '';
}
