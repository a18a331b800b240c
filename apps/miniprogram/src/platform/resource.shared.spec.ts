import { type Answer, type Known, resourceOf } from './resource.shared';

/** A resource over a server that answers when told to. */
function world(kept: Known<string> | null = null) {
  const waiting: ((answer: Answer<string>) => void)[] = [];
  const memory = { kept, dropped: 0 };
  const clock = { nowMs: 100_000 };
  const resource = resourceOf<string>({
    load: () => new Promise((resolve) => waiting.push(resolve)),
    nowMs: () => clock.nowMs,
    memory: {
      read: () => memory.kept,
      write: (known) => void (memory.kept = known),
      drop: () => void (memory.kept = null),
    },
  });
  const answer = async (reply: Answer<string>): Promise<void> => {
    waiting.shift()?.(reply);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { resource, waiting, memory, clock, answer };
}

const offline: Answer<string> = { ok: false, code: 'NETWORK', requestId: null };

it('starts with what was known before, and its time', () => {
  const { resource } = world({ value: 'yesterday', asOfMs: 7 });
  expect(resource.state.get()).toMatchObject({ value: 'yesterday', asOfMs: 7, isLoading: false });
});

it('keeps the last known value when loading fails', async () => {
  const { resource, answer } = world({ value: 'yesterday', asOfMs: 7 });
  void resource.load();
  await answer(offline);
  expect(resource.state.get()).toEqual({
    value: 'yesterday',
    asOfMs: 7,
    isLoading: false,
    problem: { code: 'NETWORK', requestId: null },
  });
});

it('shares one request among screens that ask at the same time', () => {
  const { resource, waiting } = world();
  void resource.load();
  void resource.load();
  expect(waiting).toHaveLength(1);
});

it('asks again only for what is old or failed', async () => {
  const { resource, waiting, clock, answer } = world();
  void resource.load();
  await answer({ ok: true, value: 'now' });
  void resource.loadIfOld();
  expect(waiting).toHaveLength(0);
  clock.nowMs += 15_000;
  void resource.loadIfOld();
  expect(waiting).toHaveLength(1);
});

it('asks again at once for what somebody has just changed', async () => {
  const { resource, waiting, answer } = world();
  void resource.load();
  await answer({ ok: true, value: 'before' });
  resource.outdate();
  void resource.loadIfOld();
  expect(waiting).toHaveLength(1);
});

it('forgets an answer that arrives after the person has left', async () => {
  const { resource, memory, answer } = world();
  void resource.load();
  resource.clear();
  await answer({ ok: true, value: 'somebody else’s points' });
  expect(resource.state.get().value).toBeNull();
  expect(memory.kept).toBeNull();
});
