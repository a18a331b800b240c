import Taro from '@tarojs/taro';
import type { Marked, Point } from './place.port';

/** Where the phone roughly is; null when the person refused, or WeChat has no answer. */
export async function whereAmI(): Promise<Point | null> {
  try {
    const { latitude, longitude } = await Taro.getFuzzyLocation({ type: 'gcj02' });
    return { latitude, longitude };
  } catch {
    return null;
  }
}

export function callPhone(phoneNumber: string): void {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined);
}

export function showOnMap({ latitude, longitude, name, address }: Marked): void {
  Taro.openLocation({ latitude, longitude, name, address }).catch(() => undefined);
}
