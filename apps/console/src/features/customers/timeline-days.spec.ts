import { groupByDay } from './timeline-days';

const at = (iso: string) => ({ occurredAtMs: Date.parse(iso) });

it('puts a late evening under the day of the shop, whatever the clock in Greenwich says', () => {
  const items = [at('2026-11-20T17:00:00Z'), at('2026-11-20T15:59:00Z'), at('2026-11-19T18:00:00Z')];
  expect(groupByDay(items, 'Asia/Shanghai').map(({ day, items: group }) => [day, group.length])).toEqual([
    ['2026-11-21', 1],
    ['2026-11-20', 2],
  ]);
});
