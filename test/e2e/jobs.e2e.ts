import { desktop, phone, Visitors } from './browser';
import { closeDemo, openDemo, runNowMs, type Demo } from './demo';
import { numberIn } from './figures';
import { confirmImport, upload } from './imports';
import { Person, reloadUntil } from './person';

/** A demo of its own is told first. */
const READY_MS = 200_000;
const HOUR_MS = 3_600_000;
/** China has no summer time. */
const ZONE_MS = 8 * HOUR_MS;
const HEADER = 'order_id,identity_kind,identity,paid_at,amount_fen,channel,store,guide';

/** Eight in the evening of the first of this month, in China: the month before can be closed, and nobody has done it. */
function firstEvening(): number {
  const here = new Date(runNowMs() + ZONE_MS);
  return Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), 1, 20) - ZONE_MS;
}

/**
 * What people come for, from the first screen to the end, by somebody who has nothing but the screen. How often they
 * tapped and how much they typed is written out, and must not grow: a job that takes more taps is a change to talk about.
 */
describe('a job that is done with the screen alone', () => {
  let demo: Demo;
  let visitors: Visitors;
  let nowMs = 0;
  const counted: string[] = [];
  beforeAll(async () => {
    const besideMs = firstEvening() - runNowMs();
    demo = await openDemo(besideMs);
    visitors = await Visitors.open(demo.url, besideMs);
    nowMs = runNowMs() + besideMs;
  }, READY_MS);
  afterAll(async () => {
    await visitors.close();
    await closeDemo(demo);
    process.stdout.write(`${counted.join('\n')}\n`);
  });

  const done = (job: string, ...people: readonly Person[]): number => {
    const sum = (of: 'taps' | 'typed') => people.reduce((total, person) => total + person[of], 0);
    counted.push(`${job}: ${sum('taps')} taps, ${sum('typed')} characters typed`);
    return sum('taps');
  };
  const consumer = async (key: string): Promise<Person> =>
    new Person((await visitors.visit(`/app/?person=${key}`, phone)).page);
  const operator = async (): Promise<Person> =>
    new Person((await visitors.operator('/console/', desktop)).page);

  it('joining, and picking up a gift', async () => {
    const [member, guide] = [await consumer('gunan'), await consumer('chengyi')];
    await member.tap('保存会员资料和积分');
    await member.tap('手机号快捷入会');
    // The shop knew the number: the points of the card are there at once.
    await member.reads('可用积分', '消费得积分');
    await member.act(member.page.getByText('积分', { exact: true }).last());
    await member.tap('兑礼品');
    await member.tap('守护海岸线');
    await member.press('兑换');
    await member.reads('兑换后可用');
    await member.press('确认兑换');
    await member.reads('已为您留好，到店出示取货码');
    const code = await member.seen(/^\d{4} \d{4} \d{2}$/).innerText();

    await guide.tap('导购工作台');
    await guide.tap('核销礼品');
    await guide.type(
      guide.page.getByRole('textbox').filter({ visible: true }).last(),
      code.replaceAll(' ', ''),
    );
    await guide.press('查询');
    await guide.reads('守护海岸线');
    await guide.press('已交给顾客');
    await guide.reads('礼品已核销');
    await member.press('我的兑换');
    await member.reads('守护海岸线', '已领取');
    expect(done('join and pick up a gift', member, guide)).toBeLessThanOrEqual(14);
    // Ready for the next one: digits, and nothing to tap before they are typed.
    await guide.press('继续核销');
    const ready = guide.page.locator('input:focus');
    await ready.waitFor();
    expect(await ready.getAttribute('inputmode')).toBe('numeric');
    expect(await ready.inputValue()).toBe('');
  });

  it('keeping a level that is at risk', async () => {
    const member = await consumer('chenyu');
    const [, missing = ''] = /再得 ([\d,]+) 成长值，就能保住/.exec(
      await member.seen(/再得 [\d,]+ 成长值，就能保住/).innerText(),
    ) as RegExpExecArray;
    await member.tap(/再得 [\d,]+ 成长值，就能保住/);
    await member.reads('全部等级');
    await buy('13900009004', numberIn(missing));
    await reloadUntil(member.page, member.seen('就能保住'), 'hidden', () => member.reads('全部等级'));
    expect(await member.seen('就能保住').count()).toBe(0);
    expect(done('keep a level', member)).toBeLessThanOrEqual(2);
  });

  /** The till hands in what somebody paid. */
  async function buy(mobile: string, yuan: number): Promise<void> {
    const { page, context } = await visitors.operator('/console/imports?kind=orders', desktop);
    const order = `JOB-1,mobile,${mobile},${new Date(nowMs).toISOString()},${yuan * 100},pos,sh-jingan,`;
    await upload(page, 'till.csv', [HEADER, order]);
    await confirmImport(page);
    await context.close();
  }

  it('a guide’s first hour', async () => {
    const [guide, member] = [await consumer('alan'), await consumer('linxia')];
    await member.tap('会员码');
    const code = await member.seen(/^\d{4} \d{4}$/).innerText();
    await guide.tap('导购工作台');
    await guide.reads('今日接待');
    await guide.tap('输入会员码');
    await guide.type(guide.page.getByRole('dialog').getByRole('textbox'), code.replaceAll(' ', ''));
    await guide.press('查询');
    await guide.reads('林夏', '累计消费', '可用积分', '往来记录');
    await guide.act(guide.page.getByRole('button', { name: '返回' }).filter({ visible: true }).last());
    await guide.tap('我的钱包');
    await guide.reads('约合');
    // On the first of a month as on any other day.
    expect(await guide.page.getByRole('alert').filter({ visible: true }).count()).toBe(0);
    await guide.press('结算单');
    await guide.reads('结算单');
    expect(done('a guide’s first hour', guide, member)).toBeLessThanOrEqual(9);
  });

  it('publishing a rule', async () => {
    const desk = await operator();
    await desk.follow('积分规则');
    await desk.follow(/起草|草稿|写第一版/);
    await desk.type(desk.page.getByRole('spinbutton', { name: '积分: 得', exact: true }), '2');
    await desk.reads(/^已保存/);
    await desk.tap('用历史订单回测');
    await desk.press('开始回测');
    await desk.reads(/会员积分会多发 [\d,]+/);
    await desk.press('发布');
    await desk.reads('每消费 ¥1 得 2 积分');
    await desk.tap('我已核对以上变化');
    await desk.act(desk.page.getByRole('dialog').getByRole('button', { name: '发布' }));
    await desk.page.waitForURL(/\/points\/rules\/v\/\d+/);
    await desk.reads('生效中');
    expect(done('publish a rule', desk)).toBeLessThanOrEqual(9);
  });

  it('closing a month', async () => {
    const desk = await operator();
    await desk.follow('结算单');
    await desk.tap('可关账');
    await desk.press('全部关账');
    const asked = await desk.seen(/^一共 \d+ 张，应付 ¥/).innerText();
    await desk.act(desk.page.getByRole('dialog').getByRole('button', { name: '关账' }));
    const told = await desk.seen(/^已关账 \d+ 张，应付 ¥/).innerText();
    // What was asked is what was done.
    expect(told.replace('已关账', '一共')).toBe(asked.replace('。', ''));
    await desk.press('完成');
    await desk.follow(/上海静安店/);
    await desk.press('登记付款');
    await desk.type(desk.page.getByRole('dialog').getByRole('textbox'), '网银 0001');
    await desk.act(desk.page.getByRole('dialog').getByRole('button', { name: /确\s*认/ }));
    await desk.reads('已付');
    expect(done('close a month and pay a store', desk)).toBeLessThanOrEqual(9);
  });
});
