/**
 * `npm run pictures`: takes the pictures of docs/pictures anew, of the built product with the demo brand. Look at them
 * before they are committed.
 */
import { chromium } from 'playwright-core';
import { onOwnDemo } from './lib/demo.mjs';
import { main, say } from './lib/log.mjs';
import { at } from './lib/paths.mjs';
import { findChromium } from './lib/services/index.mjs';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 };
const DESK = { viewport: { width: 1440, height: 900 } };
const DAY_MS = 86_400_000;
const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';

await main(async () => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium was found (set CHROMIUM_PATH, or install chromium).');
  await onOwnDemo(async (url) => {
    const browser = await chromium.launch({ executablePath, args: ARGS });
    const open = async (path, size) => {
      const context = await browser.newContext({ ...size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
      const page = await context.newPage();
      await page.goto(`${url}${path}`);
      return page;
    };
    try {
      await takeAll(open);
    } finally {
      await browser.close();
    }
  });
});

async function takeAll(open) {
  const desk = await signedIn(await open('/console/', DESK));
  await desk.getByRole('table').first().waitFor();
  await take(desk, 'console-overview');

  const member = await open('/app/?person=linxia', PHONE);
  await shown(member, '可用积分').waitFor();
  await take(member, 'miniprogram-home');

  await shown(member, '会员码').click();
  const code = (await shown(member, /^\d{4} \d{4}$/).innerText()).replace(' ', '');
  const guide = await open('/app/?person=alan#/packages/guide/today/index', PHONE);
  await shown(guide, '输入会员码').click();
  await guide.getByRole('dialog').getByRole('textbox').fill(code);
  await shown(guide, '查询').click();
  await shown(guide, '往来记录').waitFor();
  await take(guide, 'guide-card');

  await handInLate(desk);
  const late = await open('/app/?person=hechuan#/pages/points/index', PHONE);
  const settled = late.locator('.points-line:visible').filter({ hasText: '迟到记录更正' }).first();
  await settled.click();
  await settled.getByText(/^\d+ → \d+$/).waitFor();
  await take(late, 'late-order-member');

  await desk.getByRole('combobox', { name: /^搜索/ }).fill('LATE-0001');
  await desk.locator('.ant-select-item-option').first().waitFor();
  await desk.keyboard.press('Enter');
  await desk.locator('#content a[href*="/customers/cus_"]').first().click();
  await desk.getByRole('link', { name: '查看账本' }).click();
  await desk.getByRole('link', { name: '会员积分 · 待生效' }).click();
  await desk.getByRole('link', { name: '迟到记录更正' }).first().click();
  await desk.getByText('晚到的记录改变了什么').waitFor();
  await take(desk, 'late-order-ledger');
}

async function signedIn(page) {
  await page.getByRole('button', { name: '填入演示账号' }).click();
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.locator('#content h1').waitFor();
  return page;
}

/** 何川 paid ¥3,000 forty days ago, and the shop hands the order in today. */
async function handInLate(page) {
  const paidAt = new Date(Date.now() - 40 * DAY_MS).toISOString();
  const order = `LATE-0001,mobile,13900009006,${paidAt},300000,pos,sh-jingan,`;
  await page.getByRole('link', { name: '导入', exact: true }).click();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'late.csv', mimeType: 'text/csv', buffer: Buffer.from(`${HEADER}\n${order}\n`) });
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已完成').first().waitFor();
}

async function take(page, name) {
  // Pictures, fonts and what follows the first answer have come; nothing moves any more.
  await page.waitForLoadState('networkidle');
  // A chart is drawn by code that comes last.
  await page.locator('[class*="skeleton"]').first().waitFor({ state: 'hidden' });
  await page.screenshot({ path: at('docs/pictures', `${name}.png`), animations: 'disabled' });
  say(`docs/pictures/${name}.png`);
}

/** Pages below the one on top stay in the document, unseen. */
function shown(page, text) {
  return page.getByText(text).filter({ visible: true }).first();
}
