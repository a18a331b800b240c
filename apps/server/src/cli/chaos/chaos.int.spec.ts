import { Chance } from '../../demo/story/chance';
import { openTestHttp, type TestHttp } from '../../testing/test-http';
import { Book, type Write } from './book';
import { check } from './checks';
import { ask, type Answer } from './client';
import { Load } from './load';
import { FIRST_YUAN, peopled, type World } from './world';

// Tills date what they send by the clock on the wall; the server's stands still, so that theirs run ahead.
const STARTS_MS = Date.now();
const PEOPLE = 4;

/** What chaos looks for, planted one by one where nothing breaks by itself. */
describe('a look at what was promised', () => {
  let http: TestHttp;
  let world: World;
  let book: Book;
  let load: Load;
  let looks = 0;

  beforeAll(async () => {
    http = await openTestHttp(STARTS_MS);
    world = await peopled(
      { apis: [{ url: new URL(http.url) }], platform: http.platform, get: http.get, sandbox: http.sandbox },
      http.brand,
    );
    book = new Book(world.members.length);
    load = new Load(world, book, new Chance(1, 'planted'), 'planted');
    await sent(load.first(FIRST_YUAN));
  });
  afterAll(() => http.close());

  const answerOf = ({ asking }: Write): Promise<Answer> => ask(new URL(http.url), asking);
  const sent = async (write: Write): Promise<void> => book.note(write, await answerOf(write));
  const look = async (): Promise<string> => {
    await http.work();
    looks += 1;
    return (await check(world, book)).join('\n');
  };
  /** An order of one yuan that the book is told of, or not. */
  const anOrder = (): Write => {
    const other = new Load(
      world,
      new Book(world.members.length),
      new Chance(looks, 'other'),
      `other-${looks}`,
    );
    return other.first(1);
  };

  it('finds nothing after a load in which nothing broke', async () => {
    let asked = 0;
    await load.run(PEOPLE, () => (asked += 1) > 200);
    expect(book.counts.done).toBeGreaterThan(100);
    expect(book.counts.unanswered).toBe(0);
    expect(await look()).toBe('');
  });

  it('settles what got no answer by asking again, whether it was done or not', async () => {
    const [done, undone] = [anOrder(), load.first(2)];
    await answerOf(done);
    const noAnswer: Answer = { outcome: 'unknown', code: 'TimeoutError', text: '' };
    for (const write of [done, undone]) book.note(write, noAnswer);
    expect(await look()).toBe('');
  });

  it('tells a write that was promised and is not there', async () => {
    const never = anOrder();
    const text = JSON.stringify({ orders: { accepted: world.members.length, duplicate: 0, rejected: [] } });
    book.note(never, { outcome: 'done', code: '', text });
    const told = await look();
    expect(told).toContain('was lost');
    expect(told).toContain('and again');
    // The look asked it again, so that it is there now, and only by its second key.
    expect(await look()).toBe('');
  });

  it('tells a write that was done twice, or was refused and done all the same', async () => {
    const twice = anOrder();
    await answerOf(twice);
    expect(await look()).toContain('points, not');
    book.note(twice, await answerOf(twice));
    expect(await look()).toBe('');
  });

  it('tells gifts that nobody was promised', async () => {
    await sent(load.first(200));
    const [member] = world.members;
    const body = { key: 'beside-the-book', giftId: world.giftId };
    const asking = {
      by: { token: member?.token ?? '' },
      method: 'POST',
      path: '/members/me/gift-orders',
      body,
    };
    expect((await ask(new URL(http.url), asking)).outcome).toBe('done');
    expect(await look()).toContain('the gift stands at');
  });
});
