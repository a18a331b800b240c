import Taro from '@tarojs/taro';

/** Puts a text on the clipboard. */
export const copy = (text: string): Promise<unknown> => Taro.setClipboardData({ data: text });
