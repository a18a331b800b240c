import type { Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { turnList } from './lists';

/** Who may come in, on the screens of an owner. The operator is shared with the other stories, and stays as they were. */
describe('access in the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/', desktop));
  });
  afterAll(() => visitors.close());

  it('shows who may sign in, and makes, rotates and revokes the key of a till after asking', async () => {
    await page.getByRole('link', { name: '账号与密钥' }).click();
    await page
      .getByRole('row', { name: /operator@islet\.demo/ })
      .getByText('可登录')
      .waitFor();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: '新建密钥' }).click();
    await dialog.getByRole('textbox').fill('湖滨店收银');
    await dialog.getByRole('button', { name: '新建密钥' }).click();
    const secret = dialog.getByText(/^[0-9a-f]{64}$/);
    const first = await secret.innerText();
    await dialog.getByRole('button', { name: '我已保存' }).click();
    const row = page.getByRole('row', { name: /湖滨店收银/ });
    await row.getByRole('button', { name: '更换' }).click();
    await dialog.getByRole('button', { name: '更换' }).click();
    expect(await secret.innerText()).not.toBe(first);
    await dialog.getByRole('button', { name: '我已保存' }).click();
    await row.getByText('旧密钥到').waitFor();
    expect(await page.getByText(/^[0-9a-f]{64}$/).count()).toBe(0);
    await row.getByRole('button', { name: '吊销' }).click();
    await dialog.getByText('不能恢复').waitFor();
    await dialog.getByRole('button', { name: '吊销' }).click();
    // When it was, in whatever words: just now, so many minutes ago, or a date.
    await row.getByText(/\S 吊销$/).waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
  });

  it('shows the own account: the sessions, and the secret of one-time codes only to whom has the password', async () => {
    await page.getByRole('button', { name: /^账号/ }).click();
    await page.getByRole('menuitem', { name: '我的账号' }).click();
    await page.getByRole('cell', { name: '当前', exact: true }).waitFor();
    const totp = page.getByRole('region', { name: '动态验证码' });
    await totp.getByLabel('当前密码').fill('islet-demo-2026');
    await totp.getByRole('button', { name: '开始绑定' }).click();
    await totp.getByRole('img', { name: '绑定动态验证码的二维码' }).waitFor();
    await totp.getByText(/^[A-Z2-7]{32}$/).waitFor();
    await totp.getByRole('button', { name: '取消' }).click();
    await totp.getByText('未绑定').waitFor();
  });

  it('shows what was done with privilege, by whom, in words', async () => {
    await page.getByRole('link', { name: '操作记录' }).click();
    await page.getByRole('rowheader', { name: '新建接口密钥' }).first().waitFor();
    const said = await page.getByRole('rowheader').allInnerTexts();
    expect(said.filter((text) => /[a-z]\.[a-z]/.test(text))).toEqual([]);
    // To whom and to what: never by a row id, a statement by its month and a name, each with its screen.
    // What other suites did meanwhile may stand before it.
    const statements = page.getByRole('link', { name: /^\d{4}年\d+月 · / });
    for (let next = 2; next <= 10 && (await statements.count()) === 0; next += 1) await turnList(page, next);
    const statement = page.getByRole('link', { name: /^\d{4}年\d+月 · (门店|导购) \S/ }).first();
    await statement.waitFor();
    expect(await page.getByRole('table').innerText()).not.toMatch(/\b\d{12,}\b|gde_|\d{4}-\d\d\//);
    await statement.click();
    await page.waitForURL(/\/settlement\/statements\/\d{4}-\d\d\/(store|guide)\//);
  });

  it('meets no fault on the way', () => expect(faults).toEqual([]));
});
