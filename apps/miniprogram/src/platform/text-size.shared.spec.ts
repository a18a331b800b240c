import { scaleOf } from './text-size.shared';

it.each([
  [undefined, 1],
  [15, 1],
  [16, 1],
  [17, 1],
  [20, 1.18],
  [40, 1.4],
])('draws text by a setting of %s px %s times as large', (settingPx, scale) =>
  expect(scaleOf(settingPx)).toBe(scale),
);
