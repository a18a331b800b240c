import { boxAround, metresBetween } from './near';

const shanghai = { latitude: 31.2304, longitude: 121.4737 };
const hangzhou = { latitude: 30.2741, longitude: 120.1551 };

it('measures as the crow flies, both ways the same', () => {
  expect(metresBetween(shanghai, shanghai)).toBe(0);
  // 164 to 166 km by any map.
  expect(Math.round(metresBetween(shanghai, hangzhou) / 1_000)).toBe(165);
  expect(metresBetween(hangzhou, shanghai)).toBe(metresBetween(shanghai, hangzhou));
  expect(metresBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBe(20_015_087);
});

it('draws a box that holds everything within a distance, and hardly more', () => {
  const holds = (metres: number): boolean => {
    const { south, north, west, east } = boxAround(shanghai, metres);
    const { latitude, longitude } = hangzhou;
    return south <= latitude && latitude <= north && west <= longitude && longitude <= east;
  };
  expect(holds(166_000)).toBe(true);
  expect(holds(100_000)).toBe(false);
  expect(boxAround({ latitude: 89.99, longitude: 0 }, 5_000)).toMatchObject({
    north: 90,
    west: -180,
    east: 180,
  });
});
