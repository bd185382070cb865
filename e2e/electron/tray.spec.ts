/** What a person sees who does not look at the window: the tray, and the system's notifications. */
import type { ElectronApplication, Page } from '@playwright/test';

import { type Sluice, expect, openai, test } from '../fixtures.ts';
import { addWordPolicy } from '../support/policies.ts';

interface Seen {
  readonly toolTips: string[];
  readonly menus: { readonly label?: string }[][];
  readonly notes: { readonly title: string; readonly body: string; readonly click: () => void }[];
  closed: number;
}

/** Notes what is put into the tray and shown as notification: neither can be read back, nor seen without a desktop. */
async function watch(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow, Menu, Notification, Tray }) => {
    const seen: Seen = { toolTips: [], menus: [], notes: [], closed: 0 };
    (globalThis as { seen?: Seen }).seen = seen;
    const build = Menu.buildFromTemplate.bind(Menu);
    Menu.buildFromTemplate = (template) => {
      seen.menus.push(template);
      return build(template);
    };
    Tray.prototype.setToolTip = (text: string) => void seen.toolTips.push(text);
    BrowserWindow.prototype.isFocused = () => false;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      seen.notes.push({ title: this.title, body: this.body, click: () => this.emit('click') });
    };
    Notification.prototype.close = () => void (seen.closed += 1);
  });
}

const last = (electron: ElectronApplication) =>
  electron.evaluate(() => {
    const { toolTips, menus, notes, closed } = (globalThis as unknown as { seen: Seen }).seen;
    return {
      toolTip: toolTips.at(-1) ?? '',
      menu: menus.at(-1)?.flatMap(({ label }) => (label === undefined ? [] : [label.trim()])) ?? [],
      notes: notes.map(({ title, body }) => ({ title, body })),
      closed,
    };
  });

const prompt = (page: Page) => page.getByRole('region', { name: 'Waits for you' });

const ask = (sluice: Sluice, content: string, agent: string) =>
  openai(sluice)
    .chat.completions.create({
      model: 'gpt-test',
      messages: [{ role: 'user', content }],
      metadata: { agent_name: agent },
    })
    .then(
      () => 200,
      (error: { status?: number }) => error.status,
    );

test('what waits for approval is in the tray and is told; answered by keyboard, it is gone from both', async ({
  sluice,
}) => {
  const { page } = sluice;
  const electron = sluice.electron!;
  await addWordPolicy(page, 'Refunds', 'refund', 'approval');
  await watch(electron);
  const held = ask(sluice, 'Please refund order 4182.', 'billing-bot');
  await expect(prompt(page)).toBeVisible();
  await expect
    .poll(() => last(electron))
    .toMatchObject({
      toolTip: expect.stringMatching(/^Sluice: Block, 1 request waits for approval$/),
      notes: [{ title: 'billing-bot waits for your approval', body: 'Refunds. Denied without an answer.' }],
      closed: 0,
    });
  expect((await last(electron)).menu).toEqual(
    expect.arrayContaining(['1 request waits for approval…', 'billing-bot: Refunds']),
  );

  // A click on either brings the window to the front, where the keyboard answers.
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
    (globalThis as unknown as { seen: Seen }).seen.notes[0]?.click();
  });
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
  await page.keyboard.press('a');
  await expect(prompt(page).getByRole('button', { name: 'Approve A' })).toBeEnabled();
  await page.keyboard.press('a');
  expect(await held).toBe(200);
  await expect.poll(() => last(electron)).toMatchObject({ toolTip: 'Sluice: Block', closed: 1 });
  expect((await last(electron)).menu).not.toContain('1 request waits for approval…');
});

test('a block is told once, with its agent and policy and never with what was found', async ({ sluice }) => {
  const electron = sluice.electron!;
  await watch(electron);
  for (let times = 0; times < 3; times += 1)
    expect(await ask(sluice, 'Charge 4111 1111 1111 1111 again.', 'billing-bot')).toBe(403);
  await expect.poll(async () => (await last(electron)).notes).toHaveLength(1);
  const [note] = (await last(electron)).notes;
  expect(note?.title).toMatch(/^(billing-bot was|\d requests were) blocked$/);
  expect(note?.body).toContain('Payment data');
  expect(JSON.stringify(note)).not.toContain('4111');
});
