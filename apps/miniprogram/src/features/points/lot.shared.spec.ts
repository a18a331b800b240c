import { zh } from '../../messages.zh';
import { pointsLot, pointsReason } from '../../../test/answers-points';
import { lotUntil, storyOf } from './lot.shared';

const NOW_MS = Date.UTC(2026, 10, 22, 4);
const YEAR_END_MS = Date.UTC(2026, 11, 31, 16);

const used = {
  transactionId: 'txn_2',
  kind: 'capture',
  points: -40,
  pendingAfter: 0,
  remainingAfter: 80,
  heldAfter: 0,
  occurredAtMs: NOW_MS - 86_400_000,
  expiresToMs: null,
  reason: pointsReason({ about: 'hold', purpose: 'gift' }),
};

it('tells a lot from its order to its end: 120 came, 40 were used, 80 expire', () => {
  const lot = pointsLot({ points: 120, remaining: 80, expiresAtMs: YEAR_END_MS });
  const story = storyOf({ lot, moves: [used] }, NOW_MS, zh);
  expect(story.map(({ title, change, look }) => [title, change, look])).toEqual([
    ['到账', '+120', 'good'],
    ['兑换礼品', '−40', 'primary'],
    ['剩余 80 到期', null, 'ahead'],
  ]);
  expect(story[0]?.hints.join(' ')).toContain('订单号 SO-1');
  expect(story[2]?.hints).toEqual(['12月31日 到期']);
});

it('says when pending points can be used, and nothing about an end that has been', () => {
  const lot = pointsLot({
    pending: 120,
    remaining: 0,
    activatesAtMs: NOW_MS + 86_400_000,
    expiresAtMs: null,
  });
  expect(lotUntil(lot, NOW_MS, zh)).toBe('11月23日 生效');
  expect(storyOf({ lot, moves: [] }, NOW_MS, zh).at(-1)).toMatchObject({
    title: '生效，可以使用',
    look: 'ahead',
  });
  const gone = pointsLot({ remaining: 0, expiresAtMs: NOW_MS - 1, isExpired: true });
  expect(lotUntil(gone, NOW_MS, zh)).toBe('已过期');
  expect(storyOf({ lot: gone, moves: [] }, NOW_MS, zh)).toHaveLength(1);
});
