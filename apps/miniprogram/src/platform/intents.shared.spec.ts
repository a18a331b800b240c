import { createIntents, isAnswerLost, isOutcomeKnown, type KeyMemory } from './intents.shared';

/** A device that keeps what it is given, with a clock to set. */
const device = () => {
  const kept: { keys: ReturnType<KeyMemory['read']>; nowMs: number } = { keys: null, nowMs: 1_000 };
  const memory: KeyMemory = {
    read: () => kept.keys,
    write: (keys) => void (kept.keys = keys),
    nowMs: () => kept.nowMs,
  };
  return { kept, memory };
};

const world = () => {
  let count = 0;
  return createIntents(() => `key-${(count += 1)}`, device().memory);
};

it('tries again under the same key, so that doing it twice does it once', () => {
  const intents = world();
  expect(intents.keyFor('reserve', { giftId: 'gft_1' })).toBe('key-1');
  expect(intents.keyFor('reserve', { giftId: 'gft_1' })).toBe('key-1');
});

it('takes another content, or another action, for another intent', () => {
  const intents = world();
  intents.keyFor('transfer', { points: 100 });
  expect(intents.keyFor('transfer', { points: 200 })).toBe('key-2');
  expect(intents.keyFor('payout', { points: 100 })).toBe('key-3');
});

it('starts afresh once the outcome is known', () => {
  const intents = world();
  intents.keyFor('reserve', { giftId: 'gft_1' });
  intents.settle('reserve', { giftId: 'gft_1' });
  expect(intents.keyFor('reserve', { giftId: 'gft_1' })).toBe('key-2');
});

it.each([
  ['NETWORK', false],
  ['UNEXPECTED', false],
  ['REQUEST_IN_PROGRESS', false],
  ['POINTS_INSUFFICIENT', true],
])('after %s the outcome is known: %s', (code, isKnown) =>
  expect(isOutcomeKnown({ ok: false, code })).toBe(isKnown),
);

it('remembers over a restart what it began and does not know the end of', () => {
  const { kept, memory } = device();
  const before = createIntents(() => 'key-before', memory);
  before.keyFor('reserve', { giftId: 'gft_1' });
  before.keyFor('reserve', { giftId: 'gft_2' });
  before.settle('reserve', { giftId: 'gft_2' });
  const after = createIntents(() => 'key-after', memory);
  expect(after.keyFor('reserve', { giftId: 'gft_1' })).toBe('key-before');
  expect(after.keyFor('reserve', { giftId: 'gft_2' })).toBe('key-after');
  after.clear();
  expect(kept.keys).toEqual({});
});

it('takes the same thing for a new one after a day', () => {
  const { kept, memory } = device();
  createIntents(() => 'key-before', memory).keyFor('reserve', { giftId: 'gft_1' });
  const after = createIntents(() => 'key-after', memory);
  kept.nowMs += 86_400_000 - 1;
  expect(after.keyFor('reserve', { giftId: 'gft_1' })).toBe('key-before');
  kept.nowMs += 1;
  expect(after.keyFor('reserve', { giftId: 'gft_1' })).toBe('key-after');
});

it.each([
  ['nothing came back', { code: 'NETWORK', requestId: null }, true, true],
  ['what came back was not ours', { code: 'UNEXPECTED', requestId: null }, true, true],
  ['there was no network to begin with', { code: 'NETWORK', requestId: null }, false, false],
  ['the server refused, under a number', { code: 'UNEXPECTED', requestId: 'req_1' }, true, false],
] as const)('when %s the answer is lost or not', (_when, problem, wasConnected, isLost) =>
  expect(isAnswerLost(problem, wasConnected)).toBe(isLost),
);
