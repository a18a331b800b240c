import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { layerName, layerStyle } from './card.shared';

/** The layer as words beside its colour. */
export function LayerTag({ layer }: { layer: string }) {
  const words = useWords();
  return (
    <View className="layer-tag">
      <View className={`layer-tag__dot layer-tag__dot--${layerStyle(layer)}`} />
      {layerName(layer, words)}
    </View>
  );
}
