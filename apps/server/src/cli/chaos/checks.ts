import { setTimeout as pause } from 'node:timers/promises';
import { AuditService } from '../../modules/ledger-audit';
import { Outbox } from '../../platform/outbox';
import type { Book, Promised, Write } from './book';
import { ask } from './client';
import { GIFT_STOCK, must, type World } from './world';

/** How long a place may take to be well again after a fault. */
const WELL_WITHIN_MS = 60_000;
const AT_ONCE = 8;

/** What the doors must show now, asked once everything is well again. @returns what is wrong */
export async function check(world: World, book: Book): Promise<string[]> {
  await wellAgain(world);
  await settled(world, book);
  const promised = book.takePromised();
  return [
    ...book.problems.splice(0),
    // Before they are asked again under their own keys, which would bring back what was lost.
    ...(await ordersAreThere(world, promised)),
    ...(await answeredAlike(world, promised)),
    ...(await pointsAsPromised(world, book)),
    ...(await giftsAsPromised(world, book)),
    ...(await audited(world)),
  ];
}

const originOf = ({ apis }: World): URL => (apis[0] as World['apis'][0]).url;

/** Every api is ready, and nothing waits to be delivered. @throws Error when that takes too long */
async function wellAgain({ apis, get }: World): Promise<void> {
  const outbox = get(Outbox);
  const endsAt = performance.now() + WELL_WITHIN_MS;
  for (const { url } of apis) {
    while (!(await isReady(url))) {
      if (performance.now() > endsAt) throw new Error('A server is not ready again');
      await pause(100);
    }
  }
  for (;;) {
    // This process lost its connections as well.
    const waiting = await outbox.waiting().catch(() => ({ count: -1 }));
    if (waiting.count === 0) return;
    if (performance.now() > endsAt) throw new Error(`${waiting.count} events still wait to be delivered`);
    await pause(100);
  }
}

const isReady = (url: URL): Promise<boolean> =>
  fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** What got no answer is asked again, the same, until it does. */
async function settled(world: World, book: Book): Promise<void> {
  const endsAt = performance.now() + WELL_WITHIN_MS;
  for (let open = book.takeOpen(); open.length > 0; open = book.takeOpen()) {
    if (performance.now() > endsAt) throw new Error(`${open.length} writes get no answer`);
    await side(open, async (write: Write) => book.note(write, await ask(originOf(world), write.asking)));
  }
}

/** INV-4: what was promised is promised again in the same words. */
async function answeredAlike(world: World, promised: readonly Promised[]): Promise<string[]> {
  const problems: string[] = [];
  await side(promised, async ({ write, answer }) => {
    const again = await ask(originOf(world), write.asking);
    const isAlike =
      again.outcome === 'done' && (write.answeredAgain?.(again.text) ?? again.text === answer.text);
    if (!isAlike)
      problems.push(`${write.kind} was answered ${answer.text}, and again ${again.code || again.text}`);
  });
  return problems;
}

/** INV-10: rows that were taken are known under another key as well, which has no saved answer. */
async function ordersAreThere(world: World, promised: readonly Promised[]): Promise<string[]> {
  const problems: string[] = [];
  const batches = promised.filter(({ write }) => write.asking.idempotencyKey !== undefined);
  await side(batches, async ({ write: { asking } }) => {
    const again = await ask(originOf(world), { ...asking, idempotencyKey: `${asking.idempotencyKey}-again` });
    const isKnown = again.outcome === 'done' && !/"accepted":[1-9]/.test(again.text);
    if (!isKnown) problems.push(`${JSON.stringify(asking.body)} was lost: ${again.code || again.text}`);
  });
  return problems;
}

async function pointsAsPromised(world: World, book: Book): Promise<string[]> {
  const problems: string[] = [];
  await side([...world.members.entries()], async ([i, member]) => {
    const { available, pending, debt } = await must(originOf(world), member, 'pointsOverview');
    const found = Math.max(available, 0) + pending - debt;
    if (found !== book.points[i])
      problems.push(`${member.person} has ${found} points, not ${book.points[i]}`);
  });
  return problems;
}

/** INV-13: stock = left + held + taken, and each as promised. */
async function giftsAsPromised(world: World, book: Book): Promise<string[]> {
  const { items } = await must(originOf(world), world.operator, 'editorGifts');
  const found = items.find(({ giftId }) => giftId === world.giftId);
  const wanted = { left: GIFT_STOCK - book.held - book.taken, held: book.held, taken: book.taken };
  const isAlike = Object.entries(wanted).every(([name, n]) => found?.[name as keyof typeof wanted] === n);
  return isAlike ? [] : [`the gift stands at ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];
}

async function audited({ get }: World): Promise<string[]> {
  const { checks } = await get(AuditService).run(null);
  return checks.flatMap(({ id, ok, faults }) => (ok ? [] : [`audit ${id}: ${faults.join(', ')}`]));
}

/** Some side by side, so that a look is over soon. */
async function side<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const one = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
