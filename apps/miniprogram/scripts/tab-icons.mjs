/**
 * Draws the tab bar's pictures from the icon set: WeChat takes no SVG there. Run after changing an icon of a tab;
 * the pictures are kept in the repository. Needs a Chromium (CHROMIUM_PATH, default /usr/bin/chromium).
 */
import { chromium } from 'playwright-core';
import * as sass from 'sass';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const ui = fileURLToPath(new URL('../src/ui', import.meta.url));
const tabs = ['home', 'points', 'inbox', 'me'];
// Both are read on the light and on the dark bar (3:1 and more), so one pair serves both modes.
const looks = { '': '#7d857f', '-here': '#1c8a78' };
const SIZE = 81; // What WeChat advises.

const css = sass.compile(join(ui, 'icons.scss')).css;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
for (const tab of tabs) {
  for (const [suffix, colour] of Object.entries(looks)) {
    await page.setContent(
      `<style>body{margin:0}${css}.icon{width:${SIZE}px;height:${SIZE}px}</style>` +
        `<div style="color:${colour}"><div class="icon icon--${tab}"></div></div>`,
    );
    await page.screenshot({ path: join(ui, 'tab-icons', `${tab}${suffix}.png`), omitBackground: true });
  }
}
await browser.close();
