import { phone, Visitors } from './browser';
import { call, operator, signIn } from './doors';
import { button, shown } from './person';

/** The first instant of July 2027 in China: before everything else that she has, which is good until the end of a year. */
const EXPIRES_AT_MS = Date.UTC(2027, 5, 30, 16);

describe('points in the mini-program', () => {
  let visitors: Visitors;

  beforeAll(async () => {
    visitors = await Visitors.open();
    const desk = await operator();
    const { customerId } = await signIn('linxia');
    const { guide } = await signIn('alan');
    if (!guide) throw new Error('阿岚 is a guide of the demo');
    const give = (ownerId: string, asset: string, points: number, expiresAtMs: number | null) =>
      desk('POST', '/adjustments', {
        key: `e2e:${asset}`,
        ownerId,
        asset,
        points,
        expiresAtMs,
        reason: '端到端检查',
      });
    await give(customerId, 'points', 120, EXPIRES_AT_MS);
    await give(guide.guideId, 'guide_points', 300, null);
    const { giftId } = await desk('POST', '/gifts', {
      name: '山茶杯',
      description: '手绘山茶的马克杯。',
      picture: 'cup',
      points: 100,
      cashFen: 0,
      audience: 'member',
      stock: 5,
      limitEach: 0,
    });
    await desk('POST', `/gifts/${String(giftId)}/publish`, {});
  });
  afterAll(() => visitors.close());

  it('says what expires and when, and opens the story of that lot', async () => {
    const { page, context, faults } = await visitors.visit('/app/?person=linxia#/pages/points/index', phone);
    await shown(page, '120 积分到 2027年6月30日 有效').click();
    // The first to expire is at the top.
    await page.locator('.lot-line').first().click();
    await shown(page, '这批积分的故事').waitFor();
    await shown(page, '剩余 120 到期').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('says what somebody owes as owed, and no credit is below zero', async () => {
    const lots = '/app/?person=zhouye#/packages/points/lots/index';
    const { page, context, faults } = await visitors.visit(lots, phone);
    await shown(page, /^暂欠 \d+ 积分$/).waitFor();
    await shown(page, '没有剩余的积分').waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/[−-]\d/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('leads from the home card to the tier, what is missing and what each level asks', async () => {
    const { page, context, faults } = await visitors.visit('/app/?person=linxia', phone);
    await shown(page, /升至|最高等级/).click();
    await shown(page, '全部等级').waitFor();
    await shown(page, '您在这里').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('reserves a gift for points on hold, shows its code, and gives the points back when it is cancelled', async () => {
    const { page, context, faults } = await visitors.visit(
      '/app/?person=linxia#/packages/gifts/shelf/index',
      phone,
    );
    await shown(page, '山茶杯').click();
    await button(page, '兑换').click();
    await shown(page, '兑换后可用').waitFor();
    await button(page, '确认兑换').click();
    await shown(page, '已为您留好，到店出示取货码').waitFor();
    await button(page, '我的兑换').click();
    await shown(page, '待领取').click();
    await button(page, '取消兑换').click();
    await button(page, '确认取消').click();
    await shown(page, '已取消，积分已退回原来的批次。').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows at once on the member’s phone that a guide has scanned the code', async () => {
    const { page, context, faults } = await visitors.visit('/app/?person=linxia', phone);
    await shown(page, '会员码').click();
    const code = (await shown(page, /^\d{4} \d{4}$/).innerText()).replace(/\D/g, '');
    await call('POST', '/api/v1/guide/scans', { code }, (await signIn('alan')).accessToken);
    await shown(page, '已扫码').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows at once on the member’s phone that a gift was handed over', async () => {
    const { accessToken } = await signIn('linxia');
    const ask = (method: string, path: string, body?: unknown, token = accessToken) =>
      call(method, `/api/v1${path}`, body, token);
    const { items } = (await ask('GET', '/members/me/gifts')) as {
      items: readonly { giftId: string; name: string }[];
    };
    const giftId = items.find(({ name }) => name === '山茶杯')?.giftId;
    const order = await ask('POST', '/members/me/gift-orders', { key: 'e2e-live-1', giftId });
    const { page, context, faults } = await visitors.visit(
      '/app/?person=linxia#/packages/gifts/orders/index',
      phone,
    );
    await page.locator('.row').filter({ hasText: '山茶杯' }).filter({ hasText: '待领取' }).first().click();
    await page.getByRole('dialog').getByText('取货码').first().waitFor();
    const { accessToken: guide } = await signIn('alan');
    await ask('POST', '/guide/gift-pickups', { key: 'e2e-live-2', code: order['pickupCode'] }, guide);
    await page.getByRole('dialog').getByText('领取门店').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('lets a guide see what their points are worth, and draw them as cash', async () => {
    const { page, context, faults } = await visitors.visit(
      '/app/?person=alan#/packages/guide/today/index',
      phone,
    );
    await shown(page, '我的钱包').click();
    await shown(page, '约合').waitFor();
    await shown(page, '人工调整').waitFor();
    await button(page, '提现').click();
    await page.getByRole('textbox').filter({ visible: true }).fill('100');
    await button(page, '下一步').click();
    await shown(page, '到账金额').waitFor();
    await button(page, '确认提现').click();
    await shown(page, '提现已提交').waitFor();
    await button(page, '提现记录').click();
    await shown(page, '¥1.00').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
