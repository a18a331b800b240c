import Taro from '@tarojs/taro';
import { scaleOf, setTextScale } from './text-size.shared';

/** WeChat's own setting of text size, which older people have chosen already; it may change while the app is away. */
export function followTextSize(): void {
  const base: object = Taro.canIUse('getAppBaseInfo') ? Taro.getAppBaseInfo() : Taro.getSystemInfoSync();
  const setting = 'fontSizeSetting' in base ? base.fontSizeSetting : undefined;
  setTextScale(scaleOf(typeof setting === 'number' ? setting : undefined));
}
