import { Image, View } from '@tarojs/components';
import { Icon } from '../../ui/icon';
import './face.scss';

interface FaceProps {
  readonly image: string | null;
  readonly name: string | null;
  /** The circle of the screen that it stands on. */
  readonly className: string;
}

/** A person's picture; without one the first sign of the name. */
export function Face({ image, name, className }: FaceProps) {
  return (
    <View className={`face ${className}`} aria-hidden>
      {image === null ? (
        <Sign name={name} />
      ) : (
        <Image className="face__image" src={image} mode="aspectFill" />
      )}
    </View>
  );
}

function Sign({ name }: { name: string | null }) {
  return name ? <>{[...name][0]}</> : <Icon name="person" />;
}
