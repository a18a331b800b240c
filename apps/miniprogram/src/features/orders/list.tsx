import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { usePages } from '../../platform/pages';
import { Money } from '../../ui/figures';
import { date, money } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { PagedList } from '../../ui/paged-list';
import { Press } from '../../ui/press';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { placeName } from '../../common/points/reasons.shared';
import { orderPoints, orderTitle } from './order.shared';
import { loadMoreOrders, type MyOrder, myOrders } from './orders.resource';
import './orders.scss';

/** What I bought, wherever it was, with what each order earned. */
export function OrdersScreen() {
  const t = useWords().orders;
  const pages = usePages(myOrders, loadMoreOrders, ({ orderId }) => orderId);
  return (
    <Screen title={t.title}>
      <PagedList
        of={pages}
        skeletonRows={6}
        empty={<EmptyState icon="bag" title={t.empty} hint={t.emptyHint} />}
      >
        {(items) => items.map((order) => <OrderLine key={order.orderId} order={order} />)}
      </PagedList>
    </Screen>
  );
}

function OrderLine({ order }: { order: MyOrder }) {
  const words = useWords();
  const nowMs = serverNowMs();
  const place = [date(order.paidAtMs, nowMs, words), placeName(order, words)];
  const points = orderPoints(order, nowMs, words);
  return (
    <Press className="row" onPress={() => go('orders/order', { id: order.orderId })}>
      <View className="row__icon">
        <Icon name="bag" />
      </View>
      <View className="row__text">
        <View className="row__title order-line__title">{orderTitle(order, words)}</View>
        <View className="row__hint">{place.filter((part) => part !== null).join(' · ')}</View>
        {points === null ? null : <View className="row__hint figure">{points}</View>}
      </View>
      <View className="row-end">
        <Money fen={order.amountFen} className="row-end__figure" />
        {order.refundedFen === 0 ? null : (
          <View className="row__hint figure">{words.orders.refunded(money(order.refundedFen))}</View>
        )}
      </View>
    </Press>
  );
}
