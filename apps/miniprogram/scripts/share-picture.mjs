/**
 * Draws the picture that goes with what is shared from WeChat's menu: the ground of the brand's cards with its contour
 * lines and the mark, and no words, so that it serves every language. Kept in the repository; needs a Chromium
 * (CHROMIUM_PATH, default /usr/bin/chromium).
 */
import { chromium } from 'playwright-core';
import * as sass from 'sass';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const ui = fileURLToPath(new URL('../src/ui', import.meta.url));
// WeChat shows five by four and cuts off what is beyond.
const SIZE = { width: 500, height: 400 };

const css = sass.compileString(
  `@use 'contours' as *; .card { width: ${SIZE.width}px; height: ${SIZE.height}px; ` +
    '--primary: #0f5e52; --primary-deep: #0a3f37; --on-primary: #fff; ' +
    '@include brand-ground(140deg, right -110px top -120px, 620px); }',
  { loadPaths: [ui] },
).css;
const mark =
  'M16 13c2-.6 4 .3 4.4 2.200s-1 3.400-3 3.600-3.800-1-4-2.800 1-2.600 2.600-3zM15 7c5-1.800 10.500 1.300 11.500 6.600S23 24.500 16.500 25 6 21 6 16s4-7.300 9-9z';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: SIZE });
await page.setContent(
  `<style>body{margin:0}${css}.card{display:flex;align-items:center;justify-content:center}</style>` +
    '<div class="card"><svg width="190" height="190" viewBox="0 0 32 32">' +
    `<path d="${mark}" fill="none" stroke="#fff" stroke-width="1.600" stroke-linecap="round"/></svg></div>`,
);
await page.screenshot({ path: join(ui, 'share', 'brand.jpg'), type: 'jpeg', quality: 84 });
await browser.close();
