import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { Card } from '../../ui/card';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';

export function HomeSkeleton() {
  const words = useWords();
  return (
    <View role="status" aria-label={words.common.loading}>
      <View className="member-card">
        <Skeleton look="on-primary" width="30%" height="14px" gap="12px" />
        <Skeleton look="on-primary" width="45%" height="20px" gap="32px" />
        <Skeleton look="on-primary" width="20%" height="12px" gap="10px" />
        <Skeleton look="on-primary" width="50%" height="36px" gap="24px" />
        <Skeleton look="on-primary" width="70%" height="12px" />
      </View>
      <Skeleton width="100%" height="68px" gap="12px" />
      <Skeleton width="100%" height="50px" gap="12px" />
      <Card>
        <SkeletonRows count={4} />
      </Card>
    </View>
  );
}
