import { createHash } from 'node:crypto';
import { dayOf, DEFAULT_CATALOGUE, normaliseIdentity, parseDay, type Day } from '@liuliang/domain';
import { guides, STORY_SEED, stores, tellStory, XUQING_CARD, type Story } from '.';
import { ZONE } from './chronicle';

const lastDay = parseDay('2026-11-20') as Day;
const wechatOf = (key: string) => ({ openid: `wxapp:o-${key}`, unionid: `u-${key}` });
const tell = (changes: Partial<Parameters<typeof tellStory>[0]> = {}): Story =>
  tellStory({ seed: STORY_SEED, lastDay, population: 600, wechatOf, ...changes });
const hashOf = (story: Story): string => createHash('sha256').update(JSON.stringify(story)).digest('hex');
const story = tell();

/** What is told of one person, found by their identities. */
function lifeOf(key: string) {
  const person = story.people.find((one) => one.key === key);
  if (!person) throw new Error(`${key} is not in the story`);
  const isTheirs = (row: { identity_kind: string; identity: string }): boolean =>
    person.identities.some(({ kind, value }) => kind === row.identity_kind && value === row.identity);
  const orders = story.orders.filter(({ row }) => isTheirs(row)).map(({ row }) => row);
  const events = story.events.filter(({ row }) => isTheirs(row)).map(({ row }) => row);
  const refunds = story.refunds.filter(({ row }) => orders.some((order) => order.order_id === row.order_id));
  const refundedFen = (orderId: string): number =>
    refunds.reduce((sum, { row }) => sum + (row.order_id === orderId ? row.amount_fen : 0), 0);
  const kept = orders.filter((order) => refundedFen(order.order_id) < order.amount_fen);
  const moments = [...orders.map((order) => order.paid_at), ...events.map((event) => event.occurred_at)];
  const daysAgo = (iso: string): number => lastDay - dayOf(Date.parse(iso), ZONE);
  return { person, orders, events, refunds, kept, quietDays: Math.min(...moments.map(daysAgo)) };
}

describe('the story of the demo brand', () => {
  it('is the same for the same number, and another one for another number', () => {
    expect(hashOf(tell())).toBe(hashOf(story));
    expect(hashOf(tell({ seed: STORY_SEED + 1 }))).not.toBe(hashOf(story));
  });

  it('changes nobody when the population grows', () => {
    const more = tell({ population: 620 });
    const people = new Map(more.people.map((person) => [person.key, person]));
    for (const person of story.people) expect(people.get(person.key)).toEqual(person);
    const ids = new Set(more.events.map(({ row }) => JSON.stringify(row)));
    expect(story.events.every(({ row }) => ids.has(JSON.stringify(row)))).toBe(true);
  });

  it('ends on the evening of its last day, whatever the day', () => {
    for (const text of ['2026-11-20', '2027-03-01', '2028-02-29']) {
      const day = parseDay(text) as Day;
      const { events, orders, refunds } = tell({ lastDay: day, population: 200 });
      const instants = [
        ...events.map(({ row }) => row.occurred_at),
        ...orders.map(({ row }) => row.paid_at),
        ...refunds.map(({ row }) => row.refunded_at),
      ].map((iso) => Date.parse(iso));
      expect(instants.every((instantMs) => dayOf(instantMs, ZONE) <= day)).toBe(true);
      expect(Math.max(...instants)).toBeGreaterThan(Date.parse(`${text}T19:00:00+08:00`));
      expect(Math.max(...instants)).toBeLessThan(Date.parse(`${text}T22:00:00+08:00`));
    }
  });

  it('gives every event, order and refund an id of its own, and every identity to one person', () => {
    const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;
    expect(isUnique(story.events.map(({ row }) => row.event_id))).toBe(true);
    expect(isUnique(story.orders.map(({ row }) => row.order_id))).toBe(true);
    expect(isUnique(story.refunds.map(({ row }) => row.refund_id))).toBe(true);
    expect(
      isUnique(
        story.people.flatMap(({ identities }) => identities.map(({ kind, value }) => `${kind}:${value}`)),
      ),
    ).toBe(true);
  });

  it('names only people, stores, guides and event types that are there', () => {
    const known = new Set(
      story.people.flatMap(({ identities }) => identities.map(({ kind, value }) => `${kind}:${value}`)),
    );
    const storeCodes = new Set(['', 'online', ...stores.map(({ code }) => code)]);
    const guideCodes = new Set(['', ...guides.map(({ code }) => code)]);
    for (const { row } of [...story.events, ...story.orders]) {
      expect(known.has(`${row.identity_kind}:${row.identity}`)).toBe(true);
      expect(storeCodes.has(row.store)).toBe(true);
    }
    for (const { row } of story.orders) expect(guideCodes.has(row.guide)).toBe(true);
    for (const { row } of story.events) expect(DEFAULT_CATALOGUE).toHaveProperty([row.type]);
  });

  it('says of purchases of the cast what was bought, at what it cost', () => {
    const cast = story.orders.filter(({ person }) => person === 'linxia').map(({ row }) => row);
    const named = cast.filter(({ lines }) => lines !== undefined);
    expect(named.length).toBeGreaterThan(5);
    for (const { lines = [], amount_fen } of named)
      expect(lines.reduce((sum, line) => sum + line.amount_fen, 0)).toBe(amount_fen);
  });

  it('never gives back more than was paid, nor before it was paid', () => {
    const orders = new Map(story.orders.map(({ row }) => [row.order_id, row]));
    const backFen = new Map<string, number>();
    for (const { row } of story.refunds) {
      const order = orders.get(row.order_id);
      backFen.set(row.order_id, (backFen.get(row.order_id) ?? 0) + row.amount_fen);
      expect(row.refunded_at > (order?.paid_at ?? '9')).toBe(true);
      expect(row.amount_fen).toBeGreaterThan(0);
      expect(backFen.get(row.order_id)).toBeLessThanOrEqual(order?.amount_fen ?? 0);
    }
    const shares = [...backFen].map(([id, fen]) => fen === orders.get(id)?.amount_fen);
    expect(shares).toContain(true);
    expect(shares).toContain(false);
  });

  it('lets some rows arrive late, none before they happened and none after the story', () => {
    const late = story.events.filter(({ row, arrivesAtMs }) => arrivesAtMs > Date.parse(row.occurred_at));
    expect(late.length).toBeGreaterThan(20);
    for (const { row, arrivesAtMs } of story.events) {
      expect(arrivesAtMs).toBeGreaterThanOrEqual(Date.parse(row.occurred_at));
      expect(dayOf(arrivesAtMs, ZONE)).toBeLessThanOrEqual(lastDay);
    }
    const arrivals = story.orders.map(({ arrivesAtMs }) => arrivesAtMs);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
  });

  it('has festivals: 双11 sells more in two days than two ordinary weeks', () => {
    const soldOn = (from: string, to: string): number =>
      story.orders.filter(({ row }) => {
        const day = dayOf(Date.parse(row.paid_at), ZONE);
        return day >= (parseDay(from) as Day) && day <= (parseDay(to) as Day);
      }).length;
    expect(soldOn('2026-11-10', '2026-11-11')).toBeGreaterThan(soldOn('2026-08-03', '2026-08-16'));
  });

  it('has as many members as others, roughly, and people who buy in several channels', () => {
    const members = story.people.filter(({ membership }) => membership !== null).length;
    expect(members / story.people.length).toBeGreaterThan(0.4);
    expect(members / story.people.length).toBeLessThan(0.6);
    const channelsOf = new Map<string, Set<string>>();
    const owner = new Map(
      story.people.flatMap(({ key, identities }) => identities.map(({ value }) => [value, key])),
    );
    for (const { row } of story.orders) {
      const key = owner.get(row.identity) ?? '';
      channelsOf.set(key, (channelsOf.get(key) ?? new Set()).add(row.channel));
    }
    expect([...channelsOf.values()].filter((channels) => channels.size > 1).length).toBeGreaterThan(20);
  });

  it('uses invented mobile numbers of one range alone', () => {
    const mobiles = story.people.flatMap(({ identities }) =>
      identities.filter(({ kind }) => kind === 'mobile'),
    );
    for (const { value } of mobiles) {
      expect(value).toMatch(/^\+861390000\d{4}$/);
      expect(normaliseIdentity('mobile', value)).toEqual({ ok: true, value: { kind: 'mobile', value } });
    }
  });
});

describe('the cast', () => {
  it('has 林夏, who buys in three channels and was here yesterday', () => {
    const { person, orders, kept, quietDays } = lifeOf('linxia');
    expect(person.membership).toMatchObject({ nickname: '林夏', marketing: true, personalisation: true });
    expect(new Set(orders.map((order) => order.channel))).toEqual(new Set(['wechat_mini', 'pos', 'tmall']));
    expect(kept.length).toBeGreaterThanOrEqual(10);
    expect(quietDays).toBe(0);
  });

  it('has 周野, from whom refunds took points back', () => {
    const { person, orders, refunds, kept } = lifeOf('zhouye');
    expect(person.membership).not.toBeNull();
    expect(refunds).toHaveLength(2);
    expect(orders.length - kept.length).toBe(1);
  });

  it('has 陈屿, a member silent for more than sixty days', () => {
    expect(lifeOf('chenyu').person.membership).not.toBeNull();
    expect(lifeOf('chenyu').quietDays).toBeGreaterThan(60);
  });

  it('has 苏晴, who bought once and joins on the day of the demo', () => {
    expect(lifeOf('suqing').kept).toHaveLength(1);
    expect(lifeOf('suqing').person.membership).toBeNull();
  });

  it('has 何川, who has said no to messages and recommendations', () => {
    expect(lifeOf('hechuan').person.membership).toMatchObject({ marketing: false, personalisation: false });
    expect(lifeOf('hechuan').kept.length).toBeGreaterThan(1);
  });

  it('has 顾南, known at the till alone', () => {
    const { person, kept } = lifeOf('gunan');
    expect(person.identities.map(({ kind }) => kind)).toEqual(['mobile']);
    expect(person.membership).toBeNull();
    expect(kept.length).toBeGreaterThan(1);
  });

  it('has 许青 twice, the card at the till being the older one', () => {
    const [card, phone] = [lifeOf(XUQING_CARD), lifeOf('xuqing')];
    expect(card.person.membership?.channel).toBe('pos');
    expect(phone.person.membership).toBeNull();
    expect(card.person.firstSeenAtMs).toBeLessThan(phone.person.firstSeenAtMs);
    expect([card.kept.length, phone.kept.length]).toEqual([2, 2]);
  });

  it('has eight guides in three stores, all members', () => {
    expect(guides.map(({ store }) => store).sort()).toEqual([
      ...['cd-taikooli', 'cd-taikooli', 'hz-hubin', 'hz-hubin', 'hz-hubin'],
      ...['sh-jingan', 'sh-jingan', 'sh-jingan'],
    ]);
    for (const { key, name } of guides) expect(lifeOf(key).person.membership?.nickname).toBe(name);
  });
});
