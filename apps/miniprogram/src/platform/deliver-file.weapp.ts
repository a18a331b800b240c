import Taro from '@tarojs/taro';

/** A mini-program cannot save a file where people find it, so the text goes to the clipboard. */
export const deliveredAs = 'clipboard';

export async function deliverFile(_name: string, text: string): Promise<void> {
  await Taro.setClipboardData({ data: text });
}
