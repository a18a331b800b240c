import { phone, Visitors } from './browser';
import { call, signIn } from './doors';
import { reloadUntil } from './person';
import { atRest, small, tooSmall, unspoken } from './senses';

describe('the mini-program in the browser', () => {
  let visitors: Visitors;
  beforeAll(async () => {
    visitors = await Visitors.open();
  });
  afterAll(() => visitors.close());

  it('has the required consent in sight of who joins, and says whether it is ticked', async () => {
    const { page, context } = await visitors.visit('/app/?person=newcomer', small);
    await atRest(page);
    const box = page.getByRole('checkbox', { name: '会员' }).first();
    const isInSight = async (): Promise<boolean> =>
      box.evaluate((element) => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return top >= 0 && bottom <= window.innerHeight && element.contains(onTop);
      });
    expect(await isInSight()).toBe(true);
    expect(await box.getAttribute('aria-checked')).toBe('false');
    await box.click();
    expect(await box.getAttribute('aria-checked')).toBe('true');
    expect(await isInSight()).toBe(true);
    expect(await tooSmall(page)).toEqual([]);
    expect(await unspoken(page)).toEqual([]);
    await context.close();
  });

  it('takes a newcomer from the invitation to a member card, a code, a welcome and their own data', async () => {
    const { page, context, faults } = await visitors.visit('/app/?person=newcomer', phone);
    await page.getByText('入会即享').first().waitFor();
    // Consent is never ticked beforehand: joining without it does nothing.
    await page.getByText('保存会员资料和积分', { exact: false }).first().click();
    await page.getByText('手机号快捷入会').first().click();
    await page.getByText('可用积分').first().waitFor();

    await page.getByText('会员码').first().click();
    await page
      .getByText(/^\d{4}\s?\d{4}$/)
      .first()
      .waitFor();
    // The worker sends within seconds; the home screen then says that a message waits.
    const news = page.getByText('1 条新消息').first();
    await reloadUntil(page, news, 'visible');
    await news.click();
    await page.getByText('欢迎加入屿见 ISLET').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('brings the points of the shop’s card to whoever joins with the same number', async () => {
    const { page, context } = await visitors.visit('/app/?person=gunan', phone);
    await page.getByText('保存会员资料和积分', { exact: false }).first().click();
    await page.getByText('手机号快捷入会').first().click();
    await page.getByText('消费得积分').first().waitFor();
    await context.close();
  });

  it('lets a guide type a member’s code and see who it is, once', async () => {
    const linxia = await codeOf('linxia');
    const { page, context, faults } = await visitors.visit('/app/?person=alan', phone);
    await page.getByText('导购工作台').first().click();
    await page.getByText('输入会员码').first().click();
    const field = page.getByRole('dialog').getByRole('textbox');
    expect(await field.getAttribute('inputmode')).toBe('numeric');
    await field.fill(linxia);
    // What lies below the sheet is not to be reached by keys.
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
      await page.keyboard.press(key);
      expect(await page.evaluate(() => Boolean(document.activeElement?.closest('[role=dialog]')))).toBe(true);
    }
    await page.getByText('查询').first().click();
    await page.getByText('林夏', { exact: true }).filter({ visible: true }).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows the last known points with their time when the network is gone', async () => {
    const { page, context } = await visitors.visit('/app/?person=linxia', phone);
    await page.getByText('可用积分').first().waitFor();
    await context.setOffline(true);
    await page.getByText('积分').last().click();
    const cutOff = page.getByText('网络不通').filter({ visible: true }).first();
    await cutOff.waitFor();
    // It goes as it came: by itself.
    await context.setOffline(false);
    await cutOff.waitFor({ state: 'hidden' });
    await context.close();
  });
});

/** A fresh code of a person of the cast, as their own phone would show it. */
async function codeOf(person: string): Promise<string> {
  const { accessToken } = await signIn(person);
  return String((await call('POST', '/api/v1/members/me/code', {}, accessToken))['code']);
}
