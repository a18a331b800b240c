import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { useRefresh } from '../../platform/use-refresh';
import { groupedDigits, lastDate } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Picture } from '../../ui/picture';
import { Press } from '../../ui/press';
import { myOrders } from '../../common/gifts/my-orders';

const LOOK_EVERY_MS = 10_000;

/** The gift that waits and has to be collected first, with the code to read out at the counter. */
export function WaitingGift() {
  const words = useWords();
  const t = words.homeNow;
  const waiting = (useResource(myOrders).value?.items ?? [])
    .filter(({ state }) => state === 'reserved')
    .sort((a, b) => a.expiresAtMs - b.expiresAtMs);
  const [first] = waiting;
  // Handed over at the counter, its code must not stay here as if it were good.
  useRefresh(first !== undefined, myOrders.load, LOOK_EVERY_MS);
  if (first === undefined) return null;
  const rest = waiting.length - 1;
  return (
    <Press className="card waiting-gift" onPress={() => go('gifts/orders')}>
      <View className="waiting-gift__body">
        <Picture name={first.picture} />
        <View className="waiting-gift__text">
          <View className="waiting-gift__hint">{t.waiting}</View>
          <View className="waiting-gift__name">{first.name}</View>
          {first.pickupCode === null ? null : (
            <View className="waiting-gift__code figure">
              {t.pickupCode} {groupedDigits(first.pickupCode)}
            </View>
          )}
          <View className="waiting-gift__hint">
            {t.until(lastDate(first.expiresAtMs, serverNowMs(), words))}
            {rest === 0 ? '' : ` · ${t.more(`${rest}`)}`}
          </View>
        </View>
        <Icon name="chevron" size="small" />
      </View>
    </Press>
  );
}
