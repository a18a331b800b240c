import { createIntents, isOutcomeKnown } from './intents.shared';

const world = () => {
  let count = 0;
  return createIntents(() => `key-${(count += 1)}`);
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
