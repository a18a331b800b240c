import Taro from '@tarojs/taro';
import type { TextFile } from './deliver-file.port';

/** A mini-program cannot save a file where people find it, so the text goes to the clipboard. */
export const deliveredAs = 'clipboard';

export async function deliverFile({ text }: TextFile): Promise<void> {
  await Taro.setClipboardData({ data: text });
}
