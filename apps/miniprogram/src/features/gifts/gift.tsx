import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useWords } from '../../messages';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { points } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { Picture } from '../../ui/picture';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { hindranceText, priceOf } from './gift.shared';
import { giftApis, type Gift, type GiftShelf } from './gifts.resource';
import { ReserveSheets } from './reserve-sheets';
import { useAudience, useReservation } from './use-gifts';
import './gifts.scss';

/** One gift: what it is, what it costs, how it is collected. */
export function GiftScreen() {
  const words = useWords();
  const audience = useAudience();
  const id = useRouter().params['id'] ?? '';
  const shelf = useResource(giftApis[audience].shelf);
  return (
    <Screen title={words.gifts.gift} hasBar>
      <Loaded of={shelf} skeleton={<GiftSkeleton />}>
        {(value) => {
          const gift = value.items.find(({ giftId }) => giftId === id);
          return gift === undefined ? (
            <EmptyState
              icon="gift"
              title={words.gifts.gone}
              hint={words.gifts.goneHint}
              action={
                <Button look="plain" onPress={() => go('gifts/shelf', { as: audience })}>
                  {words.gifts.toShelf}
                </Button>
              }
            />
          ) : (
            <Offer gift={gift} shelf={value} />
          );
        }}
      </Loaded>
    </Screen>
  );
}

function Offer({ gift, shelf }: { gift: Gift; shelf: GiftShelf }) {
  const words = useWords();
  const taking = useReservation(gift.giftId);
  const hindrance = hindranceText(gift, shelf.pointsAvailable, words);
  return (
    <>
      <Picture name={gift.picture} size="large" />
      <View className="gift">
        <View className="gift__name">{gift.name}</View>
        <View className="gift__price figure">{priceOf(gift, words)}</View>
        <View className="gift__facts">
          <View className="tag figure">{words.gifts.left(points(gift.left))}</View>
          {gift.limitEach === 0 ? null : (
            <View className="tag figure">{words.gifts.limit(`${gift.limitEach}`, `${gift.mine}`)}</View>
          )}
        </View>
        {gift.description === '' ? null : <View className="gift__description">{gift.description}</View>}
      </View>
      <Card title={words.gifts.how}>
        {words.gifts.steps.map((step, index) => (
          <View className="gift__step" key={step}>
            <View className="gift__step-number figure">{index + 1}</View>
            <View>{step}</View>
          </View>
        ))}
      </Card>
      <View className="bottom-bar">
        <Button isOff={hindrance !== null} onPress={taking.ask}>
          {hindrance ?? words.gifts.reserve}
        </Button>
      </View>
      <ReserveSheets gift={gift} shelf={shelf} taking={taking} />
    </>
  );
}

function GiftSkeleton() {
  return (
    <>
      <Skeleton width="100%" height="240px" gap="20px" />
      <Skeleton width="60%" height="24px" gap="10px" />
      <Skeleton width="35%" height="20px" gap="24px" />
      <Skeleton width="100%" height="120px" />
    </>
  );
}
