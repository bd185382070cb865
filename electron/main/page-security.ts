import { join } from 'node:path';

import { type IpcMainEvent, type Session, type WebContents, app, shell } from 'electron';

import { APP_ORIGIN, APP_SCHEME } from './app-protocol.ts';
import { isAllowedLink } from './external-links.ts';

/** Of all permissions only writing text to the clipboard, on a click: "Copy as curl". */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

const isOurAddress = (address: string) => address.startsWith(`${APP_ORIGIN}/`);

/** Whether a message comes from the page we loaded, at the top of its window: not a frame inside, not another page. */
export function isFromOurPage({ sender, senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurAddress(senderFrame.url);
}

/** The page's session: no permissions, no devices, no address but its own files. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(permission === ALLOWED_PERMISSION && isOurAddress(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (contents, permission) => permission === ALLOWED_PERMISSION && contents !== null && isOurAddress(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const { protocol } = new URL(url);
    // Exports are saved from blob: addresses that the page made itself.
    callback({ cancel: ![`${APP_SCHEME}:`, 'blob:', 'devtools:'].includes(protocol) });
  });
  session.on('will-download', (event, item) => {
    // Only what our page made itself is saved, and always where a person says.
    if (!item.getURL().startsWith(`blob:${APP_ORIGIN}`)) event.preventDefault();
    else item.setSaveDialogOptions({ defaultPath: join(app.getPath('home'), item.getFilename()) });
  });
}

/** A page that shows hostile text stays where it is: no navigation, no new windows, no embedded pages. */
export function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedLink(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
