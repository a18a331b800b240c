import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { balancesFrom } from './doors';
import { followInbox } from './inbox';
import { confirmImport, upload } from './imports';

describe('imports in the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/', desktop));
  });
  afterAll(() => visitors.close());

  const ORDERS = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';
  const openImports = () => page.getByRole('link', { name: '导入' }).first().click();

  it('shows what a file would do, asks about codes nobody knows, and posts only what was confirmed', async () => {
    const order = (id: string, rest: string) => `${id},pos_card,E2E-CARD-1,2026-11-01T10:00:00+08:00,${rest}`;
    await openImports();
    await upload(page, 'orders.csv', [
      ORDERS,
      order('E2E-1', '12800,pos,,'),
      order('E2E-2', '-5,pos,,'),
      order('E2E-3', '100,pos,上海静安店,'),
      order('E2E-4', '100,pos,E2E-SHOP,'),
      order('E2E-5', '100,pos,E2E-SLIP,'),
      'E2E-6,shoe_size,42,2026-11-02T10:00:00+08:00,100,pos,,',
    ]);
    await page.getByText('还没有入账').first().waitFor();
    const problems = page.getByRole('table', { name: '最先遇到的问题' });
    await problems.getByText(order('E2E-2', '-5,pos,,')).waitFor();
    await problems.getByText('金额须为').waitFor();
    const question = (name: string) => page.getByRole('radiogroup', { name });
    await question('门店「上海静安店」').getByText('就是上海静安店（sh-jingan）').click();
    await question('门店「E2E-SHOP」').getByText('新的门店，登记').click();
    await page.getByRole('button', { name: '确认导入' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('登记为新的：门店「E2E-SHOP」').waitFor();
    await dialog.getByText('换成已有的编号：门店「上海静安店」。').waitFor();
    await dialog.getByText('拒绝这些行，不登记：门店「E2E-SLIP」').waitFor();
    await dialog.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已完成').first().waitFor();
    const counts = await page.getByText('接受', { exact: true }).locator('..').innerText();
    expect(counts.replace(/\s+/g, ' ')).toBe('接受 3');
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载错误报告' }).click(),
    ]);
    const text = readFileSync(await report.path(), 'utf8');
    expect(text).toContain(order('E2E-2', '-5,pos,,'));
    expect(text).toContain('6,CODE_UNCONFIRMED,store');
  });

  it('posts nothing of a file that is thrown away', async () => {
    await openImports();
    await upload(page, 'slip.csv', [ORDERS, 'E2E-7,pos_card,E2E-CARD-1,2026-11-01,100,pos,,']);
    await page.getByRole('button', { name: '放弃' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '放弃' }).click();
    await page.getByText('没有任何一行入账').first().waitFor();
    await page.getByText('已放弃').first().waitFor();
  });

  it('corrects an order only after saying what that does', async () => {
    await openImports();
    const file = join(mkdtempSync(join(tmpdir(), 'liuliang-import-')), 'right.csv');
    writeFileSync(file, `${ORDERS}\nE2E-1,pos_card,E2E-CARD-1,2026-11-01T10:00:00+08:00,9900,pos,,\n`);
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByRole('checkbox', { name: '更正已有的内容' }).check();
    await page.getByRole('button', { name: '更正并检查' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('差额记为更正').waitFor();
    await dialog.getByRole('button', { name: '更正并检查' }).click();
    await page.waitForURL(/\/imports\/imp_/);
    await page.getByText('更正', { exact: true }).waitFor();
    await confirmImport(page);
    await page.getByText('没有被拒绝的行').waitFor();
  });

  it('takes an import back only after saying what that does', async () => {
    await openImports();
    const card = 'pos_card,E2E-CARD-2,2026-11-01T10:00:00+08:00';
    await upload(page, 'wrong.csv', [ORDERS, `E2E-8,${card},100,pos,,`, `E2E-9,${card},200,pos,,`]);
    await confirmImport(page);
    await page.getByRole('button', { name: '撤回导入' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 笔订单，尚未退款的部分会全部退款').waitFor();
    await dialog.getByRole('button', { name: '撤回导入' }).click();
    await page.getByText('已撤回').first().waitFor();
    const refunded = page.getByText('已退款的订单', { exact: true }).locator('..');
    await refunded.getByText('2', { exact: true }).waitFor();
  });

  it('leads the second person to balances that a colleague uploaded, who confirms them', async () => {
    const id = await balancesFrom('service@islet.demo', [
      'line_id,identity_kind,identity,asset,points,expires_on',
      'E2E-BAL-1,pos_card,E2E-CARD-3,points,1001,',
    ]);
    await page.goto(new URL(`/console/imports/${id}`, page.url()).href);
    await page.getByText('你作为第二个人确认').waitFor();
    await followInbox(page, /^待你确认的余额导入/, /\/imports$/);
    const waiting = page.getByRole('region', { name: '待你确认的余额' });
    await waiting.getByRole('row').filter({ hasText: '周客服' }).getByRole('link').click();
    await page.waitForURL(new RegExp(`/imports/${id}$`));
    await confirmImport(page);
    await openImports();
    await page.getByRole('heading', { name: '最近的导入' }).waitFor();
    await waiting.waitFor({ state: 'hidden' });
  });

  it('lists a refund until its order comes', async () => {
    await openImports();
    await page.getByText('退款', { exact: true }).first().click();
    await upload(page, 'refunds.csv', [
      'refund_id,order_id,refunded_at,amount_fen',
      'E2E-R9,E2E-MISSING,2026-11-02T10:00:00+08:00,100',
    ]);
    await confirmImport(page);
    await page.getByText('没有被拒绝的行').waitFor();
    await page.getByRole('link', { name: '待匹配退款' }).first().click();
    await page.getByText('E2E-MISSING').waitFor();
  });

  it('brings items and lines of orders, of which the catalogue and its pages tell', async () => {
    const kinds = page.getByRole('radiogroup', { name: '数据种类' });
    const kind = (name: string) => kinds.getByText(name, { exact: true }).click();
    await openImports();
    await kind('订单');
    const when = '2026-11-02T10:00:00+08:00';
    await upload(page, 'sold.csv', [ORDERS, `E2E-G1,pos_card,E2E-CARD-4,${when},30000,pos,,`]);
    await confirmImport(page);
    await openImports();
    await kind('商品');
    await upload(page, 'items.csv', [
      'item,name,category,item_brand,season,price_fen,cost_fen,launched_on',
      'E2E-ITEM,潮间带水壶,配件/水壶,,,16000,6000,',
      'E2E-WRONG,,配件//水壶,,,,,',
    ]);
    await page.getByRole('cell', { name: /品类须为用 \/ 分隔的路径/ }).waitFor();
    await confirmImport(page);
    await openImports();
    await kind('订单明细');
    await upload(page, 'lines.csv', ['order_id,line,item,quantity,amount_fen', 'E2E-G1,1,E2E-ITEM,2,30000']);
    await confirmImport(page);
    await page.getByText('没有被拒绝的行').waitFor();
    await page.getByRole('link', { name: '商品', exact: true }).click();
    const search = page.getByRole('searchbox', { name: '按名称或编号查找商品' });
    await search.fill('水壶');
    await search.press('Enter');
    await page.getByRole('link', { name: '潮间带水壶' }).click();
    await page.getByRole('heading', { level: 1, name: '潮间带水壶' }).waitFor();
    const fact = (name: string) =>
      page.locator('#content dl > div').filter({ has: page.locator('dt', { hasText: name }) });
    await fact('成交额').getByText('¥300.00').waitFor();
    await fact('毛利').getByText('¥180.00').waitFor();
    await page.getByRole('button', { name: '停用' }).click();
    await page.getByRole('dialog').getByText('停用 潮间带水壶').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await page.getByRole('heading', { name: '已停用' }).waitFor();
    await page.getByRole('button', { name: '恢复在售' }).waitFor();
  });

  it('meets no fault on the way', () => expect(faults).toEqual([]));
});
