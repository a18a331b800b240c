import { createSieve, messageOf, pageOf, platformOf } from './faults.shared';

it.each([
  ['x is not a function', 'x is not a function'],
  [new TypeError('no id'), 'no id'],
  [{ errMsg: 'navigateTo:fail' }, 'navigateTo:fail'],
  [{ message: { errMsg: 'deep' } }, 'deep'],
  [undefined, 'undefined'],
  [null, 'object'],
  [{ mobile: '13900001234' }, 'object'],
  ['x'.repeat(900), 'x'.repeat(500)],
])('says %p as %p', (thrown, message) => expect(messageOf(thrown)).toBe(message));

it('leaves out of a page what it was about', () => {
  expect(pageOf('/packages/gifts/gift/index?id=gft_1#top')).toBe('packages/gifts/gift/index');
});

it('lets each fault pass once, and ten in all', () => {
  const passes = createSieve();
  const fault = (message: string) => ({ kind: 'error', page: 'pages/home/index', message }) as const;
  expect([passes(fault('a')), passes(fault('a'))]).toEqual([true, false]);
  const passed = Array.from({ length: 20 }, (_, i) => passes(fault(`b${i}`)));
  expect(passed.filter(Boolean)).toHaveLength(9);
});

it('knows the phones that the server knows', () => {
  expect(['ios', 'ohos', 'fridge', undefined].map(platformOf)).toEqual(['ios', 'harmony', 'other', 'other']);
});
