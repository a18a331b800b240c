import Taro from '@tarojs/taro';
import type { IdentityProvider } from './sign-in.port';

/** WeChat knows who holds the phone; signing in needs no screen. */
export const identity: IdentityProvider = {
  loginCode: async () => (await Taro.login()).code,
};
