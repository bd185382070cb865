import { Menu, type MenuItemConstructorOptions, app, shell } from 'electron';

/** Standard editing, zoom and window commands; everything else is in the window itself. */
export function setMenu(): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        // A packaged window shows captured secrets only on purpose; its internals are for development.
        ...(app.isPackaged ? [] : ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const)),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'LiteLLM documentation', click: () => void shell.openExternal('https://docs.litellm.ai/') },
        { label: 'Akto documentation', click: () => void shell.openExternal('https://docs.akto.io/') },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
