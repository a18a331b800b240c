import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { useRefresh } from '../../platform/use-refresh';
import { Card } from '../../ui/card';
import { date, lastDate } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { Picture } from '../../ui/picture';
import { Press } from '../../ui/press';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { priceOf } from './gift.shared';
import { giftApis, type GiftOrder } from './gifts.resource';
import { OrderSheet } from './order-sheet';
import { useAudience } from './use-gifts';
import './gifts.scss';

/** My gifts: what waits to be collected first comes with its code. */
export function OrdersScreen() {
  const words = useWords();
  const giftApi = giftApis[useAudience()];
  const pages = usePages(giftApi.orders, giftApi.loadMoreOrders, ({ orderId }) => orderId);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = pages.value?.items.find(({ orderId }) => orderId === openId);
  // Its code is being shown at a counter: the guide's press is seen here at once.
  useRefresh(open?.state === 'reserved', giftApi.orders.load);
  const lineOf = (order: GiftOrder) => (
    <OrderLine key={order.orderId} order={order} onPress={() => setOpenId(order.orderId)} />
  );
  return (
    <Screen title={words.gifts.orders}>
      <PagedList
        of={pages}
        skeletonRows={4}
        frame="none"
        empty={<EmptyState icon="gift" title={words.gifts.ordersEmpty} hint={words.gifts.ordersEmptyHint} />}
      >
        {(items) => {
          const waiting = items.filter(({ state }) => state === 'reserved');
          const settled = items.filter(({ state }) => state !== 'reserved');
          return (
            <>
              {waiting.length === 0 ? null : <Card title={words.gifts.waiting}>{waiting.map(lineOf)}</Card>}
              {settled.length === 0 ? null : <Card title={words.gifts.settled}>{settled.map(lineOf)}</Card>}
            </>
          );
        }}
      </PagedList>
      {open === undefined ? null : <OrderSheet order={open} onClose={() => setOpenId(null)} />}
    </Screen>
  );
}

function OrderLine({ order, onPress }: { order: GiftOrder; onPress: () => void }) {
  const words = useWords();
  const nowMs = serverNowMs();
  const isWaiting = order.state === 'reserved';
  return (
    <Press className="row" onPress={onPress}>
      <Picture name={order.picture} />
      <View className="row__text">
        <View className="row__title">{order.name}</View>
        <View className="row__hint figure">{priceOf(order, words)}</View>
        <View className="row__hint">
          {isWaiting
            ? words.gifts.until(lastDate(order.expiresAtMs, nowMs, words))
            : date(order.settledAtMs ?? order.createdAtMs, nowMs, words)}
        </View>
      </View>
      <View className={`tag ${isWaiting ? 'tag--attention' : ''}`}>{words.gifts.states[order.state]}</View>
    </Press>
  );
}
