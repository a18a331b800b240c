import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { Button } from '../../ui/button';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Field } from '../../ui/field';
import { instant, money, points } from '../../ui/format.shared';
import { ReceiptSheet } from '../../ui/receipt-sheet';
import { Sheet } from '../../ui/sheet';
import { amountOf } from '../../common/amount.shared';
import { worthFen } from './statement.shared';
import type { Drawing } from './use-payout';
import type { Payout, Wallet } from './wallet.resource';

interface DrawingSheetsProps {
  readonly of: Wallet;
  readonly drawing: Drawing;
}

/** How much, what will happen, and what has happened. */
export function DrawingSheets({ of, drawing }: DrawingSheetsProps) {
  const words = useWords();
  const t = words.wallet;
  const asked = askedOf(of, drawing).points;
  if (drawing.stage === 'typing') return <AmountSheet of={of} drawing={drawing} />;
  if (drawing.stage === 'asking' && asked !== null) {
    return (
      <ConfirmSheet
        title={t.confirmTitle}
        facts={[
          [t.points, points(asked)],
          [t.money, money(worthFen(asked, of.fenPer100))],
          [t.to, t.wechat],
        ]}
        what={t.what}
        confirm={t.confirm}
        action={drawing.request}
        onConfirm={() => drawing.confirm(asked)}
        onClose={drawing.back}
      />
    );
  }
  if (drawing.stage === 'done' && drawing.payout !== null)
    return <Receipt of={drawing.payout} onClose={drawing.close} />;
  return null;
}

const askedOf = ({ payout: { minPoints, maxPointsNow } }: Wallet, { typed }: Drawing) =>
  amountOf(typed, { least: minPoints, most: maxPointsNow, mostToday: null });

function AmountSheet({ of, drawing }: DrawingSheetsProps) {
  const words = useWords();
  const t = words.wallet;
  const amount = askedOf(of, drawing);
  const { minPoints, maxPointsNow } = of.payout;
  const problems = {
    not_whole: t.problems.not_whole,
    too_small: t.problems.too_small(points(minPoints)),
    too_many: t.problems.too_many(points(maxPointsNow)),
    day_limit: t.problems.day_limit(points(maxPointsNow)),
  };
  const note =
    amount.points === null
      ? t.rate(money(of.fenPer100))
      : t.becomes(money(worthFen(amount.points, of.fenPer100)));
  return (
    <Sheet title={t.payout} onClose={drawing.close}>
      <Field
        value={drawing.typed}
        label={t.payoutAmount}
        maxLength={12}
        isDigits
        hasFocus
        onChange={drawing.type}
        onDone={amount.points === null ? undefined : drawing.ask}
      />
      <View className={`field-note ${amount.problem === null ? '' : 'field-note--problem'}`} role="status">
        {amount.problem === null ? note : problems[amount.problem]}
      </View>
      <Button look="plain" onPress={() => drawing.type(`${maxPointsNow}`)}>
        {t.all(points(maxPointsNow))}
      </Button>
      <View className="sheet-gap" />
      <Button isOff={amount.points === null} onPress={drawing.ask}>
        {t.next}
      </Button>
    </Sheet>
  );
}

function Receipt({ of, onClose }: { of: Payout; onClose: () => void }) {
  const words = useWords();
  const t = words.wallet;
  const close = () => {
    onClose();
    go('wallet/payouts');
  };
  return (
    <ReceiptSheet
      title={t.receiptTitle}
      lead={t.receiptLead}
      facts={[
        [t.points, points(of.points)],
        [t.money, money(of.amountFen)],
        [t.requestedAt, instant(of.requestedAtMs, serverNowMs(), words)],
      ]}
      id={of.payoutId}
      done={t.payouts}
      onClose={close}
    />
  );
}
