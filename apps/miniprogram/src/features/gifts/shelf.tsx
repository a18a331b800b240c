import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Points } from '../../ui/figures';
import { points } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Loaded } from '../../ui/loaded';
import { Picture } from '../../ui/picture';
import { Press } from '../../ui/press';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { hindranceText, priceOf } from './gift.shared';
import { type Audience, giftApis, type Gift, type GiftShelf } from './gifts.resource';
import { useAudience } from './use-gifts';
import './gifts.scss';

/** What can be had for the points there are. */
export function ShelfScreen() {
  const words = useWords();
  const audience = useAudience();
  const shelf = useResource(giftApis[audience].shelf);
  return (
    <Screen title={audience === 'guide' ? words.gifts.guideTitle : words.gifts.title}>
      <Loaded of={shelf} skeleton={<ShelfSkeleton />}>
        {(value) => (
          <>
            <Balance of={value} audience={audience} />
            {value.items.length === 0 ? (
              <EmptyState icon="gift" title={words.gifts.empty} hint={words.gifts.emptyHint} />
            ) : (
              <View className="shelf">
                {value.items.map((gift) => (
                  <GiftTile
                    key={gift.giftId}
                    gift={gift}
                    available={value.pointsAvailable}
                    audience={audience}
                  />
                ))}
              </View>
            )}
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Balance({ of, audience }: { of: GiftShelf; audience: Audience }) {
  const words = useWords();
  return (
    <View className="shelf-head">
      <View>
        <View className="shelf-head__label">
          {of.asset === 'guide_points' ? words.gifts.guidePointsNow : words.gifts.pointsNow}
        </View>
        <Points value={of.pointsAvailable} className="shelf-head__points" />
        {of.pointsDebt === 0 ? null : (
          <View className="shelf-head__debt">{words.gifts.debt(points(of.pointsDebt))}</View>
        )}
      </View>
      <Press className="shelf-head__mine" onPress={() => go('gifts/orders', { as: audience })}>
        {words.gifts.mine}
        <Icon name="chevron" size="small" />
      </Press>
    </View>
  );
}

function GiftTile({ gift, available, audience }: { gift: Gift; available: number; audience: Audience }) {
  const words = useWords();
  const hindrance = hindranceText(gift, available, words);
  return (
    <Press className="gift-tile" onPress={() => go('gifts/gift', { id: gift.giftId, as: audience })}>
      <Picture name={gift.picture} size="wide" />
      <View className="gift-tile__text">
        <View className="gift-tile__name">{gift.name}</View>
        <View className="gift-tile__price figure">{priceOf(gift, words)}</View>
        {hindrance === null ? null : <View className="gift-tile__why">{hindrance}</View>}
      </View>
    </Press>
  );
}

function ShelfSkeleton() {
  return (
    <>
      <Skeleton width="45%" height="52px" gap="16px" />
      <View className="shelf">
        {[1, 2, 3, 4].map((tile) => (
          <View className="gift-tile" key={tile}>
            <Skeleton width="100%" height="120px" gap="12px" />
            <View className="gift-tile__text">
              <Skeleton width="80%" height="14px" gap="8px" />
              <Skeleton width="50%" height="14px" gap="12px" />
            </View>
          </View>
        ))}
      </View>
    </>
  );
}
