import { View } from '@tarojs/components';
import { useMemo, useState } from 'react';
import { useWords } from '../../messages';
import type { Point } from '../../platform/place.port';
import { whereAmI } from '../../platform/place';
import { useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Choice } from '../../ui/choice';
import { Loaded } from '../../ui/loaded';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { StoreCard } from './store-card';
import { findStores } from './stores.resource';
import './stores.scss';

/** The brand's stores: of a city, or from here on, the nearest first. */
export function StoresScreen() {
  const t = useWords().stores;
  const [near, setNear] = useState<Point | null>(null);
  const [city, setCity] = useState('');
  const resource = useMemo(() => findStores(near, city), [near, city]);
  const stores = useResource(resource);
  return (
    <Screen title={t.title}>
      {near === null ? <Nearest onFound={setNear} /> : null}
      <Loaded
        of={stores}
        skeleton={
          <Card>
            <SkeletonRows count={6} />
          </Card>
        }
      >
        {({ items, cities, hasMore }) => (
          <>
            {cities.length < 2 ? null : <Cities all={cities} value={city} onChoose={setCity} />}
            {items.length === 0 ? (
              <EmptyState icon="store" title={t.empty} hint={t.emptyHint} />
            ) : (
              items.map((store) => <StoreCard key={store.storeId} store={store} />)
            )}
            {hasMore ? <View className="stores__hint">{t.more}</View> : null}
          </>
        )}
      </Loaded>
    </Screen>
  );
}

/** The phone is asked where it is only after a tap, and once. */
function Nearest({ onFound }: { onFound: (point: Point) => void }) {
  const t = useWords().stores;
  const [state, setState] = useState<'idle' | 'asking' | 'refused'>('idle');
  async function ask(): Promise<void> {
    setState('asking');
    const point = await whereAmI();
    if (point === null) setState('refused');
    else onFound(point);
  }
  return (
    <View className="stores__near">
      <Button look="quiet" isBusy={state === 'asking'} onPress={() => void ask()}>
        {state === 'asking' ? t.locating : t.near}
      </Button>
      <View className="stores__hint">{state === 'refused' ? t.nearRefused : t.nearHint}</View>
    </View>
  );
}

function Cities(of: { all: readonly string[]; value: string; onChoose: (city: string) => void }) {
  const t = useWords().stores;
  const options = [['', t.all] as const, ...of.all.map((city) => [city, city] as const)];
  return (
    <View className="stores__cities">
      <Choice options={options} value={of.value} onChoose={of.onChoose} />
    </View>
  );
}
