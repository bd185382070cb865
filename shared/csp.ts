/** Written into the page by the build; whoever serves the page puts a fresh nonce in its place. */
export const CSP_NONCE_PLACEHOLDER = 'CSP_NONCE_PLACEHOLDER';

/**
 * The window's content security policy: its own files and nothing else, no eval, no inline script. The nonce admits the
 * style elements that libraries make at run time.
 *
 * @param nonce fresh for each response, base64
 * @param connect what the page may talk to: nothing where frames go through IPC; the headless page's own WebSocket
 */
export function contentSecurityPolicy(nonce: string, connect: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
