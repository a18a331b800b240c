import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { callPhone, showOnMap } from '../../platform/place';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { distanceText, openness, weekLines } from './open.shared';
import type { Store } from './stores.resource';

/** A store with what one needs to go there: how far, whether open, the way, the number. */
export function StoreCard({ store }: { store: Omit<Store, 'storeId'> }) {
  const words = useWords();
  const { name, address, city, hours, distanceMetres } = store;
  const state = openness(hours, serverNowMs(), words);
  return (
    <Card className="store">
      <View className="store__head">
        <View className="store__name">{name}</View>
        {distanceMetres === null ? null : (
          <View className="store__far figure">{distanceText(distanceMetres, words)}</View>
        )}
      </View>
      {state === null ? null : (
        <View className={`store__state ${state.isOpen ? 'store__state--open' : ''}`}>{state.text}</View>
      )}
      <View className="store__line">{[city, address].filter((part) => part !== '').join(' · ')}</View>
      {weekLines(hours, words).map(([days, clock]) => (
        <View className="store__line figure" key={days}>
          {days} {clock}
        </View>
      ))}
      <Ways store={store} />
    </Card>
  );
}

function Ways({ store: { name, address, phone, latitude, longitude } }: { store: Omit<Store, 'storeId'> }) {
  const t = useWords().stores;
  const isOnMap = latitude !== null && longitude !== null;
  if (phone === '' && !isOnMap) return null;
  return (
    <View className="store__ways">
      {phone === '' ? null : (
        <Button look="quiet" label={t.callLabel(name)} onPress={() => callPhone(phone)}>
          {t.call}
        </Button>
      )}
      {isOnMap ? (
        <Button
          look="quiet"
          label={t.mapLabel(name)}
          onPress={() => showOnMap({ name, address, latitude, longitude })}
        >
          {t.map}
        </Button>
      ) : null}
    </View>
  );
}
