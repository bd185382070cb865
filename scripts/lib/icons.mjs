/** The application's icons: drawn as SVG in build/, committed as PNG beside them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './node-version.mjs';
import { findChromium } from './system-packages.mjs';

/** Files are named as Electron looks for them: `@2x` for displays of twice the density. */
const DRAWINGS = [
  { drawing: 'icon', sizes: [['icon', 512]] },
  {
    drawing: 'gate-block',
    sizes: [
      ['gate-block', 22],
      ['gate-block@2x', 44],
    ],
  },
  {
    drawing: 'gate-log',
    sizes: [
      ['gate-log', 22],
      ['gate-log@2x', 44],
    ],
  },
];

/** Draws every icon anew. */
export async function drawIcons() {
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    ...(findChromium() === null ? {} : { executablePath: /** @type {string} */ (findChromium()) }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    for (const { drawing, sizes } of DRAWINGS) {
      const svg = readFileSync(join(ROOT, 'build', `${drawing}.svg`), 'utf8');
      for (const [name, size] of sizes) {
        const side = Number(size);
        await page.setViewportSize({ width: side, height: side });
        await page.setContent(`<style>*{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`);
        writeFileSync(join(ROOT, 'build', `${name}.png`), await page.screenshot({ omitBackground: true }));
      }
    }
  } finally {
    await browser.close();
  }
}
