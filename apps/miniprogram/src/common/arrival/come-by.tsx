import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { useStore } from '../../platform/store';
import { arrival } from './arrival';

/** Whose invitation somebody follows; nothing for who came by themselves. */
export function ComeBy() {
  const t = useWords().arrival;
  const { meaning } = useStore(arrival);
  if (meaning === null) return null;
  return (
    <View className="join__invited" role="status">
      {meaning.guide === null ? t.byStore(meaning.store) : t.byGuide(meaning.store, meaning.guide)}
    </View>
  );
}
