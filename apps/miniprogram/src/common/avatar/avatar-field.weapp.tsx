import { Button } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { AVATAR_SIDE, AVATAR_TEXT_MAX, type AvatarFieldProps } from './avatar-field.port';

/** WeChat's own field: the picture that people have there, one of their album, or a new one. */
export function AvatarField({ label, className = '', isBusy, onImage, children }: AvatarFieldProps) {
  return (
    <Button
      className={`press ${className}`}
      hoverClass="press--down"
      openType="chooseAvatar"
      aria-label={label}
      disabled={isBusy}
      onChooseAvatar={({ detail }) => void smallEnough(detail.avatarUrl).then(onImage)}
    >
      {children}
    </Button>
  );
}

/** Smaller and smaller until the server takes it; null when WeChat makes nothing of it. */
async function smallEnough(path: string): Promise<string | null> {
  for (const quality of [80, 50, 20]) {
    const image = await compressed(path, quality).then(readFile, () => null);
    if (image !== null && image.length <= AVATAR_TEXT_MAX) return image;
  }
  return null;
}

async function compressed(src: string, quality: number): Promise<string> {
  // The height follows: WeChat's field hands out squares.
  const { tempFilePath } = await Taro.compressImage({ src, quality, compressedWidth: AVATAR_SIDE });
  return tempFilePath;
}

const readFile = (filePath: string): Promise<string | null> =>
  new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(typeof data === 'string' ? data : null),
      fail: () => resolve(null),
    });
  });
