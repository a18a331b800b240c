import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Button } from '../../ui/button';
import { CopyReference } from '../../ui/copy-reference';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Facts } from '../../ui/facts';
import { instant, money, points } from '../../ui/format.shared';
import { Sheet } from '../../ui/sheet';
import type { GiftOrder } from './gifts.resource';
import { PickupCode } from './pickup-code';
import { useCancellation } from './use-gifts';

/** One of my gifts: its code while it waits, what became of it, and the way to give it back. */
export function OrderSheet({ order, onClose }: { order: GiftOrder; onClose: () => void }) {
  const words = useWords();
  const t = words.gifts;
  const [isCancelling, setCancelling] = useState(false);
  const cancellation = useCancellation(() => setCancelling(false));
  if (isCancelling) {
    return (
      <ConfirmSheet
        title={t.cancelTitle}
        facts={[[t.gift, order.name]]}
        what={t.cancelWhat(points(order.points))}
        confirm={t.cancelConfirm}
        look="danger"
        action={cancellation}
        onConfirm={() => cancellation.run(order.orderId)}
        onClose={() => setCancelling(false)}
      />
    );
  }
  return (
    <Sheet title={order.name} onClose={onClose}>
      {order.pickupCode === null ? null : <PickupCode code={order.pickupCode} />}
      <View className="sheet-text">{t.stateHints[order.state]}</View>
      <OrderFacts of={order} />
      <CopyReference id={order.orderId} />
      {order.state === 'reserved' ? (
        <Button look="danger" onPress={() => setCancelling(true)}>
          {t.cancel}
        </Button>
      ) : null}
    </Sheet>
  );
}

function OrderFacts({ of }: { of: GiftOrder }) {
  const words = useWords();
  const t = words.gifts;
  const nowMs = serverNowMs();
  return (
    <Facts
      of={[
        [t.points, points(of.points)],
        [t.cash, of.cashFen === 0 ? null : money(of.cashFen)],
        [t.reservedAt, instant(of.createdAtMs, nowMs, words)],
        [t.pickupUntil, of.state === 'reserved' ? instant(of.expiresAtMs, nowMs, words) : null],
        [t.settledAt, of.settledAtMs === null ? null : instant(of.settledAtMs, nowMs, words)],
        [t.collectedAt, of.store],
      ]}
    />
  );
}
