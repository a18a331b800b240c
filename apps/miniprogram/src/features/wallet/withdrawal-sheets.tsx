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
import type { Withdrawal } from './use-payout';
import type { Payout, Wallet } from './wallet.resource';

interface WithdrawalSheetsProps {
  readonly of: Wallet;
  readonly withdrawal: Withdrawal;
}

/** How much, what will happen, and what has happened. */
export function WithdrawalSheets({ of, withdrawal }: WithdrawalSheetsProps) {
  const words = useWords();
  const t = words.wallet;
  const asked = askedOf(of, withdrawal).points;
  if (withdrawal.stage === 'typing') return <AmountSheet of={of} withdrawal={withdrawal} />;
  if (withdrawal.stage === 'asking' && asked !== null) {
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
        action={withdrawal.request}
        onConfirm={() => withdrawal.confirm(asked)}
        onClose={withdrawal.back}
      />
    );
  }
  if (withdrawal.stage === 'done' && withdrawal.payout !== null)
    return <Receipt of={withdrawal.payout} onClose={withdrawal.close} />;
  return null;
}

const askedOf = ({ payout: { minPoints, maxPointsNow } }: Wallet, { typed }: Withdrawal) =>
  amountOf(typed, { least: minPoints, most: maxPointsNow, mostToday: null });

function AmountSheet({ of, withdrawal }: WithdrawalSheetsProps) {
  const words = useWords();
  const t = words.wallet;
  const amount = askedOf(of, withdrawal);
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
    <Sheet title={t.payout} onClose={withdrawal.close}>
      <Field
        value={withdrawal.typed}
        label={t.payoutAmount}
        maxLength={12}
        isDigits
        hasFocus
        onChange={withdrawal.type}
        onDone={amount.points === null ? undefined : withdrawal.ask}
      />
      <View className={`field-note ${amount.problem === null ? '' : 'field-note--problem'}`} role="status">
        {amount.problem === null ? note : problems[amount.problem]}
      </View>
      <Button look="plain" onPress={() => withdrawal.type(`${maxPointsNow}`)}>
        {t.all(points(maxPointsNow))}
      </Button>
      <View className="sheet-gap" />
      <Button isOff={amount.points === null} onPress={withdrawal.ask}>
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
