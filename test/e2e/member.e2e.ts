import { phone, Visitors } from './browser';
import { call, signIn } from './doors';
import { button, reloadUntil, shown } from './person';
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

  it('lets a guide give their WeCom, and the member add them by a code or by its address', async () => {
    const link = `https://work.weixin.qq.com/ca/e2e${Date.now()}`;
    const guide = await visitors.visit('/app/?person=alan#/packages/guide/today/index', phone);
    await shown(guide.page, '我的企业微信').click();
    await button(guide.page, '更换').click();
    const field = guide.page.getByRole('dialog').getByRole('textbox');
    await field.fill('https://example.com/ca/1');
    await button(guide.page, '保存').click();
    await shown(guide.page, /以 https:\/\/work\.weixin\.qq\.com\/ 开头/).waitFor();
    expect(await field.inputValue()).toBe('https://example.com/ca/1');
    await field.fill(link);
    await button(guide.page, '保存').click();
    await shown(guide.page, link).waitFor();
    await button(guide.page, '移除').click();
    await button(guide.page, '再想想').click();
    await shown(guide.page, link).waitFor();
    // The browser itself says that an answer was a refusal.
    expect(guide.faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    await guide.context.close();

    const { page, context, faults } = await visitors.visit(
      '/app/?person=linxia#/packages/stores/guide/index',
      phone,
    );
    await shown(page, '长按识别，加导购企业微信').waitFor();
    const code = page.getByRole('img', { name: '阿岚的企业微信二维码' }).locator('img');
    expect(
      await code.evaluate((image: HTMLImageElement) => [image.src.slice(0, 22), image.naturalWidth > 200]),
    ).toEqual(['data:image/png;base64,', true]);
    await context.route('https://work.weixin.qq.com/**', (route) => route.fulfill({ body: 'WeCom' }));
    const opened = context.waitForEvent('page');
    await button(page, '打开链接').click();
    await (await opened).waitForURL(link);
    expect(await tooSmall(page)).toEqual([]);
    expect(await unspoken(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('takes a picture from a file, shows it on one’s own page from then on, and says so of what is none', async () => {
    const { page, context, faults } = await visitors.visit('/app/?person=hechuan#/pages/me/index', phone);
    const face = page.locator('.profile .face img').filter({ visible: true });
    const field = page.locator('input[data-field="avatar"]').first();
    await button(page, '换头像').waitFor();
    expect(await face.count()).toBe(0);
    const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
    await field.setInputFiles(file('note.png', Buffer.from('not a picture')));
    await shown(page, '这张图片用不了，请换一张').waitFor();
    expect(await face.count()).toBe(0);
    await field.setInputFiles(file('face.png', await page.screenshot()));
    await face.waitFor();
    const drawn = (): Promise<unknown> =>
      face.evaluate((image: HTMLImageElement) => [
        image.src.slice(0, 23),
        image.naturalWidth,
        image.naturalHeight,
      ]);
    const small = ['data:image/jpeg;base64,', 240, 240];
    expect(await drawn()).toEqual(small);
    await page.reload();
    await face.waitFor();
    expect(await drawn()).toEqual(small);
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
