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
import { ProblemNotice } from '../../ui/states';
import { usePayout } from './use-payout';
import type { Payout } from './wallet.resource';

const isUnderWay = ({ state }: Payout): boolean =>
  state === 'requested' || state === 'sent' || state === 'unknown' || state === 'awaiting_claim';

/** One payout: how it stands, and what can be done about it. */
export function PayoutSheet({ of, onClose }: { of: Payout; onClose: () => void }) {
  const words = useWords();
  const t = words.wallet;
  const [isCancelling, setCancelling] = useState(false);
  const { refresh, collect, cancel } = usePayout(of.payoutId, () => setCancelling(false));
  if (isCancelling) {
    return (
      <ConfirmSheet
        title={t.cancelPayout}
        facts={[[t.points, points(of.points)]]}
        what={t.cancelWhat}
        confirm={t.cancelConfirm}
        look="danger"
        action={cancel}
        onConfirm={cancel.run}
        onClose={() => setCancelling(false)}
      />
    );
  }
  const problem = collect.problem ?? refresh.problem;
  return (
    <Sheet title={money(of.amountFen)} onClose={onClose}>
      <View className="tag payout__state">{t.states[of.state]}</View>
      <View className="sheet-text">{t.stateHints[of.state]}</View>
      <PayoutFacts of={of} />
      <CopyReference id={of.payoutId} />
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {of.state === 'awaiting_claim' ? (
        <Button isBusy={collect.isRunning} onPress={collect.run}>
          {collect.isRunning ? words.common.working : t.claim}
        </Button>
      ) : null}
      {isUnderWay(of) ? (
        <>
          <Button look="quiet" isBusy={refresh.isRunning} onPress={refresh.run}>
            {t.refresh}
          </Button>
          <Button look="quiet" onPress={() => setCancelling(true)}>
            {t.cancelPayout}
          </Button>
        </>
      ) : null}
    </Sheet>
  );
}

function PayoutFacts({ of }: { of: Payout }) {
  const words = useWords();
  const t = words.wallet;
  const nowMs = serverNowMs();
  const whenOf = (atMs: number | null): string | null => (atMs === null ? null : instant(atMs, nowMs, words));
  return (
    <Facts
      of={[
        [t.points, points(of.points)],
        [t.requestedAt, whenOf(of.requestedAtMs)],
        [t.claimUntil, of.state === 'awaiting_claim' ? whenOf(of.claimUntilMs) : null],
        [t.settledAt, whenOf(of.settledAtMs)],
        [t.failReason, of.failReason],
      ]}
    />
  );
}
