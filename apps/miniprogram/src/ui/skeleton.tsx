import { View } from '@tarojs/components';

/** Sizes are CSS lengths. */
interface SkeletonProps {
  readonly width: string;
  readonly height: string;
  readonly gap?: string;
  readonly look?: 'on-primary' | 'round';
}

/** A grey shape where content will be. Sizes are CSS lengths. */
export function Skeleton({ width, height, gap = '0', look }: SkeletonProps) {
  const className = `skeleton ${look === undefined ? '' : `skeleton--${look}`}`;
  return <View className={className} style={{ width, height, marginBottom: gap }} aria-hidden />;
}

/** Rows of a list on their way, in the shape they will have. */
export function SkeletonRows({ count }: { count: number }) {
  return (
    <View>
      {Array.from({ length: count }, (_, index) => (
        <View className="row" key={index}>
          <Skeleton width="36px" height="36px" look="round" />
          <View className="row__text">
            <Skeleton width="55%" height="14px" gap="8px" />
            <Skeleton width="35%" height="11px" />
          </View>
          <Skeleton width="52px" height="14px" />
        </View>
      ))}
    </View>
  );
}
