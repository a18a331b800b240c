import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { Facts } from '../../ui/facts';
import { Money } from '../../ui/figures';
import { instant, money } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { Row } from '../../ui/row';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { Screen } from '../../common/frame/screen';
import { placeName } from '../../common/points/reasons.shared';
import { paidFacts, pointFacts } from './order.shared';
import { type MyOrderWhole, openOrder } from './orders.resource';
import './orders.scss';

/** One order: what was bought, what was given back, and what it earned. */
export function OrderScreen() {
  const words = useWords();
  const id = useRouter().params['id'] ?? '';
  const [resource] = useState(() => openOrder(id));
  const order = useResource(resource);
  return (
    <Screen title={words.orders.one}>
      <Loaded of={order} skeleton={<OrderSkeleton />}>
        {(value) => (
          <>
            <Head order={value} />
            <Lines order={value} />
            <Refunds order={value} />
            <PointsOf order={value} />
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Head({ order }: { order: MyOrderWhole }) {
  const words = useWords();
  const t = words.orders;
  return (
    <Card>
      <Facts
        of={[
          ...paidFacts(order, words),
          [t.when, instant(order.paidAtMs, serverNowMs(), words)],
          [t.where, placeName(order, words)],
          [t.number, order.number],
        ]}
      />
    </Card>
  );
}

function Lines({ order: { lines } }: { order: MyOrderWhole }) {
  const t = useWords().orders;
  if (lines.length === 0) return null;
  return (
    <Card title={t.lines}>
      {lines.map(({ item, quantity, amountFen, refundedFen }, index) => (
        <View className="row" key={index}>
          <View className="row__text">
            <View className="row__title order-line__title">{item === '' ? t.item : item}</View>
            <View className="row__hint figure">{t.quantity(quantity)}</View>
          </View>
          <View className="row-end">
            <Money fen={amountFen} className="row-end__figure" />
            {refundedFen === 0 ? null : (
              <View className="row__hint figure">{t.lineRefunded(money(refundedFen))}</View>
            )}
          </View>
        </View>
      ))}
    </Card>
  );
}

function Refunds({ order: { refunds } }: { order: MyOrderWhole }) {
  const words = useWords();
  const nowMs = serverNowMs();
  if (refunds.length === 0) return null;
  return (
    <Card title={words.orders.refunds}>
      {refunds.map(({ refundedAtMs, amountFen }, index) => (
        <Row
          key={index}
          icon="return"
          title={instant(refundedAtMs, nowMs, words)}
          end={<Money fen={-amountFen} className="row-end__figure" />}
        />
      ))}
    </Card>
  );
}

function PointsOf({ order }: { order: MyOrderWhole }) {
  const words = useWords();
  const t = words.orders;
  const facts = pointFacts(order, serverNowMs(), words);
  const { lotId } = order;
  return (
    <Card title={t.points}>
      {facts.length === 0 ? <View className="order__hint">{t.noPoints}</View> : <Facts of={facts} />}
      {facts.length === 0 || order.refundedFen === 0 ? null : (
        <View className="order__hint">{t.gotHint}</View>
      )}
      {lotId === null ? null : (
        <Row icon="layers" title={t.story} onPress={() => go('points/lot', { id: lotId })} />
      )}
    </Card>
  );
}

function OrderSkeleton() {
  return (
    <>
      <Skeleton width="100%" height="180px" gap="16px" />
      <Card>
        <SkeletonRows count={3} />
      </Card>
    </>
  );
}
