import Taro from '@tarojs/taro';

/** This device has a scanner of its own. */
export const canScan = true;

/** What the camera read; null when the guide closed it without scanning. */
export async function scanCode(): Promise<string | null> {
  try {
    return (await Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode', 'barCode'] })).result;
  } catch {
    return null;
  }
}
