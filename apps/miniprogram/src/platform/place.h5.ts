import type { Marked, Point } from './place.port';

const WAIT_MS = 8_000;

/** Where the browser roughly is; null when the person refused, or it does not know. */
export const whereAmI = (): Promise<Point | null> =>
  new Promise((answer) => {
    if (!('geolocation' in navigator)) return answer(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => answer({ latitude, longitude }),
      () => answer(null),
      { enableHighAccuracy: false, timeout: WAIT_MS, maximumAge: 60_000 },
    );
  });

export function callPhone(phoneNumber: string): void {
  window.location.href = `tel:${phoneNumber.replace(/[^0-9+]/g, '')}`;
}

export function showOnMap({ latitude, longitude, name, address }: Marked): void {
  const marker = `coord:${latitude},${longitude};title:${name};addr:${address}`;
  const query = new URLSearchParams({ marker, referer: 'liuliang' });
  window.open(`https://apis.map.qq.com/uri/v1/marker?${query.toString()}`, '_blank', 'noopener');
}
