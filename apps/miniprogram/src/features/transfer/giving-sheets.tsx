import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Field } from '../../ui/field';
import { instant, points, groupedDigits } from '../../ui/format.shared';
import { ReceiptSheet } from '../../ui/receipt-sheet';
import { ShareButton } from '../../ui/share-button';
import { Sheet } from '../../ui/sheet';
import { type AmountLimits, amountOf } from '../../common/amount.shared';
import { ReminderOffer } from '../../common/reminders/offer';
import { home } from '../../common/home/member-home';
import { shareOf, type Transfer, type Transfers } from './transfer.resource';
import type { Giving } from './use-transfer';

/** What is given is asked for, said back before it happens, and then handed over as a code. */
export function GivingSheets({ of: { rules, leftToday }, giving }: { of: Transfers; giving: Giving }) {
  const words = useWords();
  const t = words.transfer;
  const available = useResource(home).value?.member?.pointsAvailable ?? null;
  const limits: AmountLimits = {
    least: rules.minPoints,
    // Not known offline: then the server judges alone.
    most: available ?? Number.MAX_SAFE_INTEGER,
    mostToday: leftToday,
  };
  const { points: asked } = amountOf(giving.typed, limits);
  if (giving.stage === 'typing') return <AmountSheet giving={giving} limits={limits} available={available} />;
  if (giving.stage === 'asking' && asked !== null) {
    return (
      <ConfirmSheet
        title={t.confirmTitle}
        facts={[
          [t.points, points(asked)],
          [t.says, giving.message.trim() === '' ? null : giving.message.trim()],
          [t.afterwards, available === null ? null : points(available - asked)],
          [t.validFor, t.hours(`${rules.ttlHours}`)],
        ]}
        what={t.what}
        confirm={t.confirm}
        action={giving.sending}
        onConfirm={() => giving.confirm(asked)}
        onClose={giving.back}
      />
    );
  }
  if (giving.stage === 'done' && giving.given !== null)
    return <Receipt of={giving.given} onClose={giving.close} />;
  return null;
}

interface AmountSheetProps {
  readonly giving: Giving;
  readonly limits: AmountLimits;
  readonly available: number | null;
}

function AmountSheet({ giving, limits, available }: AmountSheetProps) {
  const words = useWords();
  const t = words.transfer;
  const amount = amountOf(giving.typed, limits);
  const limit = {
    not_whole: t.problems.not_whole,
    too_small: t.problems.too_small(points(limits.least)),
    too_many: t.problems.too_many(points(limits.most)),
    day_limit: t.problems.day_limit(points(limits.mostToday ?? 0)),
  };
  return (
    <Sheet title={t.send} onClose={giving.close}>
      <Field value={giving.typed} label={t.amount} maxLength={12} isDigits onChange={giving.type} hasFocus />
      <View className={`field-note ${amount.problem === null ? '' : 'field-note--problem'}`} role="status">
        {amount.problem === null
          ? available === null
            ? t.rule.least(points(limits.least))
            : t.available(points(available))
          : limit[amount.problem]}
      </View>
      <Field value={giving.message} label={t.message} maxLength={30} isText onChange={giving.say} />
      <View className="sheet-gap" />
      <Button isOff={amount.points === null} onPress={giving.ask}>
        {t.next}
      </Button>
    </Sheet>
  );
}

function Receipt({ of, onClose }: { of: Transfer; onClose: () => void }) {
  const words = useWords();
  const t = words.transfer;
  return (
    <ReceiptSheet
      title={t.receiptTitle}
      lead={t.receiptLead}
      facts={[
        [t.points, points(of.points)],
        [t.until, instant(of.expiresAtMs, serverNowMs(), words)],
      ]}
      id={of.transferId}
      onClose={onClose}
      isDoneQuiet
    >
      <ClaimCode of={of} />
      <ReminderOffer moment="given" />
    </ReceiptSheet>
  );
}

/** The code to read out, and the button that sends it. */
export function ClaimCode({ of: { claimCode, points: given } }: { of: Transfer }) {
  const words = useWords();
  const t = words.transfer;
  if (claimCode === null) return null;
  return (
    <View className="claim-code">
      <View className="claim-code__label">{t.code}</View>
      <View className="claim-code__digits figure">{groupedDigits(claimCode)}</View>
      <ShareButton target={shareOf(claimCode, t.shareTitle(points(given)))} copied={t.copied}>
        {t.share}
      </ShareButton>
    </View>
  );
}
