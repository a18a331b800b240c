import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { instant, money, points } from '../../ui/format.shared';
import { ReceiptSheet } from '../../ui/receipt-sheet';
import { ReminderOffer } from '../../common/reminders/offer';
import type { Gift, GiftOrder, GiftShelf } from './gifts.resource';
import { PickupCode } from './pickup-code';
import { useAudience, type useReservation } from './use-gifts';

interface ReserveSheetsProps {
  readonly gift: Gift;
  readonly shelf: GiftShelf;
  readonly taking: ReturnType<typeof useReservation>;
}

/** Before: what it costs and what happens. After: the code to collect it with, under an id. */
export function ReserveSheets({ gift, shelf, taking }: ReserveSheetsProps) {
  const words = useWords();
  const t = words.gifts;
  if (taking.stage.step === 'looking') return null;
  if (taking.stage.step === 'done') return <Receipt order={taking.stage.order} onClose={taking.leave} />;
  return (
    <ConfirmSheet
      title={t.confirmTitle}
      facts={[
        [t.gift, gift.name],
        [t.cost, t.price(points(gift.points))],
        [t.cash, gift.cashFen === 0 ? null : money(gift.cashFen)],
        [t.afterwards, t.price(points(shelf.pointsAvailable - gift.points))],
      ]}
      what={t.what}
      confirm={t.confirm}
      action={taking.reservation}
      onConfirm={taking.confirm}
      onClose={taking.leave}
    />
  );
}

function Receipt({ order, onClose }: { order: GiftOrder; onClose: () => void }) {
  const words = useWords();
  const t = words.gifts;
  const audience = useAudience();
  const close = () => {
    onClose();
    go('gifts/orders', { as: audience });
  };
  return (
    <ReceiptSheet
      title={t.receiptTitle}
      lead={t.receiptLead}
      facts={[
        [t.gift, order.name],
        [t.cost, t.price(points(order.points))],
        [t.cash, order.cashFen === 0 ? null : money(order.cashFen)],
        [t.pickupUntil, instant(order.expiresAtMs, serverNowMs(), words)],
      ]}
      id={order.orderId}
      done={t.orders}
      onClose={close}
    >
      {order.pickupCode === null ? null : <PickupCode code={order.pickupCode} />}
      {audience === 'member' ? <ReminderOffer moment="gift" /> : null}
    </ReceiptSheet>
  );
}
