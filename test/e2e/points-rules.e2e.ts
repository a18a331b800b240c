import type { Page } from 'playwright-core';
import { desktop, Visitors } from './browser';
import { numberIn } from './figures';

describe('rules of points and tiers in the console', () => {
  let visitors: Visitors;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    visitors = await Visitors.open();
    ({ page, faults } = await visitors.operator('/console/', desktop));
  });
  afterAll(() => visitors.close());

  const open = async (area: string) => {
    await page.getByRole('link', { name: area, exact: true }).click();
    await page.getByRole('heading', { name: area, level: 1 }).waitFor();
  };
  const saved = () => page.getByText(/^已保存/).waitFor();

  const points = () => page.getByRole('spinbutton', { name: '积分: 得', exact: true });
  const publish = () => page.getByRole('button', { name: '发布' });

  it('keeps a number that does not fit as it was typed, marks it, and neither publishes nor leaves meanwhile', async () => {
    await open('积分规则');
    await page.getByRole('link', { name: /起草|草稿|写第一版/ }).click();
    for (const wrong of ['99999999999', '1.5', '']) {
      await points().fill(wrong);
      await points().blur();
      expect(await points().inputValue()).toBe(wrong);
      expect(await points().getAttribute('aria-invalid')).toBe('true');
      expect(await publish().isDisabled()).toBe(true);
    }
    await page.getByText('有 1 处数字没有采用').waitFor();
    await page.getByRole('link', { name: '账本', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '留在这里' }).click();
    await page.waitForURL(/\/points\/rules\/draft/);
    expect(await points().inputValue()).toBe('');
  });

  it('says a hundredfold in so many times and in money', async () => {
    await points().fill('100');
    await saved();
    await page.getByText('变化', { exact: true }).click();
    await page
      .getByText(/会员积分的基础比例是现在的 \d+ 倍。 ?本月至今发了 [\d,]+（约 ¥.*约为 [\d,]+（约 ¥/)
      .waitFor();
    await page.getByText('编辑', { exact: true }).click();
  });

  it('keeps what could not be saved, to go on with later', async () => {
    const isDraft = (url: URL) => url.pathname.endsWith('/earning/draft');
    await page.route(isDraft, (route) => route.abort());
    await points().fill('7');
    await page.getByText(/^没有保存/).waitFor();
    await page.getByRole('link', { name: '账本', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '离开' }).click();
    await page.getByRole('heading', { name: '账本', level: 1 }).waitFor();
    await open('积分规则');
    await page.getByRole('link', { name: /草稿/ }).click();
    await page.getByRole('button', { name: '接着用' }).waitFor();
    await page.unroute(isDraft);
    await page.getByRole('button', { name: '接着用' }).click();
    await saved();
    expect(await points().inputValue()).toBe('7');
    // The browser told of the request that was broken off.
    faults.length = 0;
  });

  it('saves a draft as it is typed and tries one order with it', async () => {
    await points().fill('3');
    await saved();
    await page.getByText('试算一笔').click();
    await page.getByRole('spinbutton', { name: '实付金额' }).fill('200');
    await page.getByText('600', { exact: true }).first().waitFor();
    await page.waitForURL(/amount=200/);
    // Whoever takes a pencil comes to the same: each bonus says what it adds, not by how much it multiplies.
    await page.getByLabel('会员等级').click();
    await page.getByTitle('知己', { exact: true }).click();
    const steps = page.getByRole('list', { name: '怎么算出来的' });
    await steps.getByText('会员等级 · 知己 +20%').waitFor();
    const brought = (await steps.locator('li > :last-child').allInnerTexts()).map(numberIn);
    expect(brought.at(-1)).toBeGreaterThan(600);
    expect(brought.slice(0, -1).reduce((sum, step) => sum + step, 0)).toBe(brought.at(-1));
  });

  it('back-tests the draft on real orders, by tier and layer', async () => {
    await page.getByText('用历史订单回测').click();
    await page.getByRole('button', { name: '开始回测' }).click();
    await page.getByText(/会员积分会多发 [\d,]+（.*导购积分.*成本一共/).waitFor();
    await page.getByRole('heading', { name: '按等级' }).waitFor();
    await page.getByRole('rowheader', { name: 'R5 忠诚' }).waitFor();
  });

  it('tells what changes, and publishes only after that was read', async () => {
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByText('每消费 ¥1 得 3 积分').waitFor();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '发布' }).isDisabled()).toBe(true);
    await dialog.getByText('我已核对以上变化').click();
    await dialog.getByRole('button', { name: '发布' }).click();
    await page.waitForURL(/\/points\/rules\/v\/\d+/);
    await page.getByText('生效中').first().waitFor();
  });

  it('back-tests a tier scheme on the members of today', async () => {
    await open('会员等级');
    await page.getByRole('link', { name: /起草|草稿/ }).click();
    await page.getByRole('spinbutton', { name: '门槛' }).nth(1).fill('1');
    await saved();
    await page.getByText('用现有会员回测').click();
    await page.getByRole('button', { name: '开始回测' }).click();
    await page
      .getByText(/位会升|没有会员换等级/)
      .first()
      .waitFor();
    await page.getByRole('heading', { name: '各等级人数' }).waitFor();
  });

  it('opens the members of a level from the distribution', async () => {
    await open('会员等级');
    const members = page.getByRole('link', { name: /^查看.*的会员/ }).last();
    const count = (await members.textContent()) ?? '';
    await members.click();
    await page.waitForURL(/\/customers\?tier=\d/);
    await page.getByRole('heading', { name: new RegExp(`· ${count}$`) }).waitFor();
  });

  it('asks before settings are left that are not saved, for another page and for another tab', async () => {
    await open('礼品与使用');
    const tab = (name: string) => page.locator('#content').getByText(name, { exact: true }).first();
    await tab('使用设置').click();
    const days = page.getByRole('spinbutton', { name: '预留后几天内领取' });
    const before = await days.inputValue();
    await days.fill('9');
    for (const away of [tab('兑换记录'), page.getByRole('link', { name: '账本', exact: true })]) {
      await away.click();
      await page.getByRole('dialog').getByRole('button', { name: '留在这里' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await days.inputValue()).toBe('9');
    }
    await days.fill(before);
  });

  it('wrote no error to the browser’s console meanwhile', () => {
    expect(faults).toEqual([]);
  });
});
