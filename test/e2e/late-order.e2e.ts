import type { Page } from 'playwright-core';
import { desktop, phone, Visitors } from './browser';
import { runNowMs } from './demo';
import { confirmImport, upload } from './imports';

const DAY_MS = 86_400_000;
const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';

/** 何川 paid ¥3,000 forty days ago, and the shop hands the order in today: it lifts him before his last purchase. */
describe('an order that came late', () => {
  let visitors: Visitors;
  let desk: Page;
  let faults: string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page: desk, faults } = await visitors.operator('/console/imports?kind=orders', desktop));
    const paidAt = new Date(runNowMs() - 40 * DAY_MS).toISOString();
    const order = `E2E-LATE,mobile,13900009006,${paidAt},300000,pos,sh-jingan,`;
    await upload(desk, 'late.csv', [HEADER, order]);
    await confirmImport(desk);
  });
  afterAll(() => visitors.close());

  it('says to the member when it was received, and what it changed of a later one', async () => {
    const {
      page,
      context,
      faults: seen,
    } = await visitors.visit('/app/?person=hechuan#/pages/points/index', phone);
    const lines = page.locator('.points-line:visible');
    await lines.filter({ hasText: '才收到' }).first().waitFor();
    const settled = lines.filter({ hasText: '迟到记录更正' }).first();
    await settled.click();
    await settled.getByText(/^\d{4}年\d+月\d+日的订单$/).waitFor();
    await settled.getByText(/^\d+ → \d+$/).waitFor();
    expect(seen).toEqual([]);
    await context.close();
  });

  it('says to the operator what came late, and leads to what it corrects', async () => {
    await desk.getByRole('combobox', { name: /^搜索/ }).fill('E2E-LATE');
    await desk.keyboard.press('Enter');
    await desk.waitForURL(/\/orders\/ord_/);
    await desk.locator('#content a[href*="/customers/cus_"]').first().click();
    await desk.waitForURL(/\/customers\/cus_/);
    await desk.getByRole('link', { name: '查看账本' }).click();
    await desk.getByRole('link', { name: '会员积分 · 待生效' }).click();
    await desk
      .getByText(/^晚 \d+ 天收到$/)
      .first()
      .waitFor();
    await desk.getByRole('link', { name: '迟到记录更正' }).first().click();
    const story = desk.locator('section').filter({ hasText: '晚到的记录改变了什么' });
    await story.getByText('E2E-LATE').waitFor();
    await story.locator('a[href*="/ledger/transactions/"]').click();
    await desk.getByRole('heading', { name: '流水：获得' }).waitFor();
    expect(faults).toEqual([]);
  });
});
