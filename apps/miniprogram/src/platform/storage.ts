import Taro from '@tarojs/taro';

/**
 * Keys that outlive the app. `seen:` holds the last known answers of the signed-in person (for reading offline) and is
 * wiped as a whole when that person leaves.
 */
export type StorageKey =
  'tokens' | 'intents' | 'language' | 'theme' | 'person' | 'largeText' | 'scene' | 'asked' | `seen:${string}`;

export function readStored<T>(key: StorageKey): T | null {
  try {
    return (Taro.getStorageSync<T | ''>(key) || null) as T | null;
  } catch {
    // A browser in private mode may refuse; everything kept here can be had again.
    return null;
  }
}

export function writeStored(key: StorageKey, value: unknown): void {
  try {
    Taro.setStorageSync(key, value);
  } catch {
    // Storage is full or refused: the app works without, it only forgets sooner.
  }
}

export function dropStored(key: StorageKey): void {
  try {
    Taro.removeStorageSync(key);
  } catch {
    // Nothing was kept, so nothing is left behind.
  }
}
