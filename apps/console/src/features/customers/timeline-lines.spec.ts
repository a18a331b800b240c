import { linesOf, partOf } from './timeline-lines';

const step = (type: string, changes: Partial<Record<'kind' | 'store' | 'reference', string>> = {}) => ({
  ...{ kind: 'event', type, channel: 'wechat_mini', store: null, reference: null },
  ...changes,
});
const told = (...items: readonly ReturnType<typeof step>[]) =>
  linesOf(items).map(({ item, times }) => `${item.type} × ${times}`);

it('tells once, with how often, what happened again with nothing else between', () => {
  const opened = step('mini.opened');
  expect(told(opened, opened, opened, step('cart.added'), opened)).toEqual([
    'mini.opened × 3',
    'cart.added × 1',
    'mini.opened × 1',
  ]);
});

it('keeps apart what differs in where it was or what it was about, and everything with a sum', () => {
  expect(
    told(step('store.visited', { store: '静安' }), step('store.visited', { store: '湖滨' })),
  ).toHaveLength(2);
  expect(
    told(step('product.viewed', { reference: 'A' }), step('product.viewed', { reference: 'B' })),
  ).toHaveLength(2);
  const order = step('order.paid', { kind: 'order' });
  expect(told(order, order)).toHaveLength(2);
});

it('begins with the orders of who bought, and with everything of who did not', () => {
  expect(partOf(null, true)).toBe('orders');
  expect(partOf(null, false)).toBe('all');
  expect(partOf('points', true)).toBe('points');
  expect(partOf('toString', true)).toBe('orders');
});
