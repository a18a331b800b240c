import Taro from '@tarojs/taro';

/** A short word that something was done. Refusals never come this way: they stay on the screen. */
export const toast = (title: string): void => void Taro.showToast({ title, icon: 'none', duration: 2000 });
