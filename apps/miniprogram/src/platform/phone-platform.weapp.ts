import Taro from '@tarojs/taro';
import { platformOf } from './faults.shared';

export const phonePlatform = () =>
  platformOf((Taro.canIUse('getDeviceInfo') ? Taro.getDeviceInfo() : Taro.getSystemInfoSync()).platform);
