import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { day } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Loaded } from '../../ui/loaded';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { Screen } from '../../common/frame/screen';
import { Face } from '../../common/avatar/face';
import { TierBadge } from '../../common/tier/tier-badge';
import { threeFacts } from './card.shared';
import {
  type CustomerCard,
  openAvatar,
  type OpenCustomer,
  openCustomer,
  takeRememberedCard,
} from './guide.resource';
import { LayerTag } from './layer-tag';
import { CustomerTimeline } from './timeline';
import { Worth } from './worth';
import './guide.scss';

/** The person at the counter: who they are first, their history below. */
export function CustomerScreen() {
  const words = useWords();
  const id = useRouter().params['id'] ?? '';
  const [customer] = useState(() => openWithCard(id));
  const card = useResource(customer.card);
  return (
    <Screen title={words.customer.title}>
      <Loaded of={card} skeleton={<CustomerSkeleton />}>
        {(value) => (
          <>
            <Head card={value} id={id} />
            <Facts card={value} />
            <Worth card={value} />
            <Marketing allows={value.allowsMarketing} />
            <CustomerTimeline customerId={id} hasBought={value.orders > 0} />
          </>
        )}
      </Loaded>
    </Screen>
  );
}

/** A card that was just scanned is shown at once; asking for it again would only cost the customer's time. */
function openWithCard(id: string): OpenCustomer {
  const customer = openCustomer(id);
  const scanned = takeRememberedCard(id);
  if (scanned !== null) customer.card.put(scanned);
  return customer;
}

function Head({ card, id }: { card: CustomerCard; id: string }) {
  const words = useWords();
  const [avatar] = useState(() => openAvatar(id));
  const image = useResource(avatar).value?.image ?? null;
  const since =
    card.joinedAtMs === null
      ? words.customer.notMember
      : words.customer.memberSince(day(card.joinedAtMs, words));
  return (
    <View className="customer">
      <Face image={image} name={card.nickname} className="customer__face" />
      <View className="customer__text">
        <View className="customer__name">{card.nickname ?? words.customer.anonymous}</View>
        <View className="customer__hint">{since}</View>
        {card.mobileMasked === null ? null : (
          <View className="customer__hint figure">{card.mobileMasked}</View>
        )}
      </View>
      <View className="customer__tags">
        {card.tier ? <TierBadge tier={card.tier} /> : null}
        <LayerTag layer={card.layer} />
      </View>
    </View>
  );
}

function Facts({ card }: { card: CustomerCard }) {
  const words = useWords();
  return (
    <View className="facts">
      {threeFacts(card, serverNowMs(), words).map(({ label, value, hint }) => (
        <View className="facts__one" key={label}>
          <View className="facts__label">{label}</View>
          <View className="facts__value figure">{value}</View>
          {hint === null ? null : <View className="facts__hint">{hint}</View>}
        </View>
      ))}
    </View>
  );
}

function Marketing({ allows }: { allows: boolean }) {
  const words = useWords();
  return (
    <View className={`marketing ${allows ? 'marketing--yes' : 'marketing--no'}`}>
      <Icon name={allows ? 'message' : 'mute'} />
      <View>
        <View>{allows ? words.customer.allows : words.customer.refuses}</View>
        {allows ? null : <View className="marketing__hint">{words.customer.refusesHint}</View>}
      </View>
    </View>
  );
}

function CustomerSkeleton() {
  return (
    <>
      <Skeleton width="70%" height="48px" gap="20px" />
      <Skeleton width="100%" height="120px" gap="16px" />
      <Card>
        <SkeletonRows count={4} />
      </Card>
    </>
  );
}
