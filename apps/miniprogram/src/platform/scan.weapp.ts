import Taro from '@tarojs/taro';

/** This device has a scanner of its own. */
export const canScan = true;

/**
 * What the scanner read; null when the guide closed it without scanning.
 * @param from the camera alone, for codes that a person shows; or pictures on the phone too
 */
export async function scanCode(from: 'camera' | 'anywhere' = 'camera'): Promise<string | null> {
  try {
    const onlyFromCamera = from === 'camera';
    return (await Taro.scanCode({ onlyFromCamera, scanType: ['qrCode', 'barCode'] })).result;
  } catch {
    return null;
  }
}
