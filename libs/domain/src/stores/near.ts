/** A point on the map, in degrees. */
export interface MapPoint {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_METRES = 6_371_000;
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** As the crow flies, in whole metres. */
export function metresBetween(a: MapPoint, b: MapPoint): number {
  const [dLat, dLon] = [rad(b.latitude - a.latitude), rad(b.longitude - a.longitude)];
  const chord =
    Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return Math.round(2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord))));
}

export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** What is at most so far from a place lies within; it ends at the edges of the map. */
export function boxAround({ latitude, longitude }: MapPoint, metres: number): Box {
  const high = (metres / EARTH_METRES) * (180 / Math.PI);
  // Degrees of longitude are narrower to the north; near a pole they are all near.
  const wide = Math.min(high / Math.max(Math.cos(rad(latitude)), 1e-6), 360);
  return {
    south: Math.max(latitude - high, -90),
    north: Math.min(latitude + high, 90),
    west: Math.max(longitude - wide, -180),
    east: Math.min(longitude + wide, 180),
  };
}
