import { useRef } from 'react';
import { Press } from '../../ui/press';
import { AVATAR_SIDE, AVATAR_TEXT_MAX, type AvatarFieldProps } from './avatar-field.port';

/** A browser's file field behind a button; what is chosen is drawn anew, so that nothing of the file itself is sent. */
export function AvatarField({ label, className = '', isBusy, onImage, children }: AvatarFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file !== undefined) void drawn(file).then(onImage, () => onImage(null));
    // The same file once more is a choice too.
    if (field.current !== null) field.current.value = '';
  };
  return (
    <>
      <Press className={className} label={label} isOff={isBusy} onPress={() => field.current?.click()}>
        {children}
      </Press>
      <input
        ref={field}
        type="file"
        hidden
        accept="image/*"
        data-field="avatar"
        onChange={({ target }) => take(target.files?.[0])}
      />
    </>
  );
}

/** The middle of the picture as a square JPEG. */
async function drawn(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement('canvas');
  canvas.width = AVATAR_SIDE;
  canvas.height = AVATAR_SIDE;
  const side = Math.min(picture.width, picture.height);
  const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext('2d')?.drawImage(picture, x, y, side, side, 0, 0, AVATAR_SIDE, AVATAR_SIDE);
  picture.close();
  for (const quality of [0.8, 0.5, 0.2]) {
    const image = canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';
    if (image !== '' && image.length <= AVATAR_TEXT_MAX) return image;
  }
  return null;
}
