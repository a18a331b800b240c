import { View } from '@tarojs/components';
import { type Messages, useWords } from '../../messages';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/loaded';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { type MyGuide, myGuide } from '../../common/guide/my-guide';
import { ContactCard } from './contact-card';
import { StoreCard } from './store-card';
import './stores.scss';

/** Who looks after me, and how to reach the store. */
export function MyGuideScreen() {
  const t = useWords().guideOfMine;
  const answer = useResource(myGuide);
  return (
    <Screen title={t.title}>
      <Loaded
        of={answer}
        skeleton={
          <Card>
            <SkeletonRows count={3} />
          </Card>
        }
      >
        {({ guide }) =>
          guide === null ? (
            <EmptyState icon="person" title={t.none} hint={t.noneHint} />
          ) : (
            <Known guide={guide} />
          )
        }
      </Loaded>
      <Button look="quiet" onPress={() => go('stores/list')}>
        {t.toStores}
      </Button>
    </Screen>
  );
}

function Known({ guide }: { guide: MyGuide }) {
  const { name, storeName, store, contactLink } = guide;
  const t = useWords().guideOfMine;
  return (
    <>
      <View className="profile">
        <View className="profile__face" aria-hidden>
          {[...name][0]}
        </View>
        <View className="profile__text">
          <View className="profile__name">{name}</View>
          {storeName === null ? null : <View className="profile__hint">{t.at(storeName)}</View>}
        </View>
      </View>
      {contactLink === null ? null : <ContactCard name={name} link={contactLink} />}
      {store === null ? null : <StoreCard store={store} />}
      <View className="stores__hint">{whatIsSeen(guide, t)}</View>
    </>
  );
}

/** What guides see of who reaches them, by the ways that there are. */
function whatIsSeen({ store, contactLink }: MyGuide, t: Messages['guideOfMine']): string {
  if (contactLink === null) return store === null ? t.noContact : t.privacy;
  return store === null ? t.wecomPrivacy : t.wecomPhonePrivacy;
}
