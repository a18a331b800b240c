import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Button } from '../../ui/button';
import { CopyReference } from '../../ui/copy-reference';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { Facts } from '../../ui/facts';
import { instant, points } from '../../ui/format.shared';
import { Sheet } from '../../ui/sheet';
import { ClaimCode } from './giving-sheets';
import type { Transfer } from './transfer.resource';
import { useTakingBack } from './use-transfer';

/** One transfer: its code while it waits, and taking it back. */
export function TransferSheet({ of, onClose }: { of: Transfer; onClose: () => void }) {
  const words = useWords();
  const t = words.transfer;
  const nowMs = serverNowMs();
  const [isCancelling, setCancelling] = useState(false);
  const takingBack = useTakingBack(() => setCancelling(false));
  if (isCancelling) {
    return (
      <ConfirmSheet
        title={t.cancel}
        facts={[[t.points, points(of.points)]]}
        what={t.cancelWhat(points(of.points))}
        confirm={t.cancelConfirm}
        look="danger"
        action={takingBack}
        onConfirm={() => takingBack.run(of.transferId)}
        onClose={() => setCancelling(false)}
      />
    );
  }
  const isWaiting = of.direction === 'sent' && of.state === 'waiting';
  return (
    <Sheet title={of.direction === 'sent' ? t.sent(of.other) : t.received(of.other)} onClose={onClose}>
      {isWaiting ? <ClaimCode of={of} /> : null}
      <Facts
        of={[
          [t.points, points(of.points)],
          [t.says, of.message === '' ? null : of.message],
          [t.until, isWaiting ? instant(of.expiresAtMs, nowMs, words) : null],
          [t.states[of.state], instant(of.settledAtMs ?? of.createdAtMs, nowMs, words)],
        ]}
      />
      <CopyReference id={of.transferId} />
      {isWaiting ? (
        <Button look="danger" onPress={() => setCancelling(true)}>
          {t.cancel}
        </Button>
      ) : null}
      <View className="sheet-gap" />
    </Sheet>
  );
}
