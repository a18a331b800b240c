import { useState } from 'react';
import { words } from '../../messages';
import { collectTransfer } from '../../platform/merchant-transfer';
import type { Answer } from '../../platform/resource';
import { useAction, useLookUp } from '../../platform/use-action';
import { useIntent } from '../../platform/use-intent';
import { api } from '../../platform/session';
import { toast } from '../../ui/toast';
import { pointsChanged } from '../../common/points/points-changed';
import { type Payout, payouts, wallet } from './wallet.resource';

type Stage = 'closed' | 'typing' | 'asking' | 'done';

/** Guide points to money: an amount, asked once, then a receipt; collecting it comes when WeChat is ready. */
export function useWithdrawal() {
  const [stage, setStage] = useState<Stage>('closed');
  const [typed, setTyped] = useState('');
  const [payout, setPayout] = useState<Payout | null>(null);
  const request = useIntent(
    'request-payout',
    (key, { points }: { points: number }) => api.requestPayout({ body: { key, points } }),
    (value) => {
      changed(value);
      setPayout(value);
      setTyped('');
      setStage('done');
    },
  );
  return {
    stage,
    typed,
    type: setTyped,
    payout,
    request,
    start: () => setStage('typing'),
    ask: () => setStage('asking'),
    back: () => {
      request.clear();
      setStage('typing');
    },
    close: () => setStage('closed'),
    confirm: (points: number) => request.run({ points }),
  };
}

export type Withdrawal = ReturnType<typeof useWithdrawal>;

/** What can be done with a payout under way: collect it, look again, give it up. */
export function usePayout(payoutId: string, onCancelled: () => void) {
  const refresh = useLookUp(() => api.refreshPayout({ params: { payoutId } }), changed);
  const collect = useAction(() => collectPayout(payoutId), changed);
  const cancel = useAction(
    () => api.cancelPayout({ params: { payoutId } }),
    (value: Payout) => {
      changed(value);
      onCancelled();
    },
  );
  return { refresh, collect, cancel };
}

/** Hands the transfer to WeChat, then asks the server how it stands: the phone's word alone settles nothing. */
async function collectPayout(payoutId: string): Promise<Answer<Payout>> {
  const claim = await api.claimPayout({ params: { payoutId } });
  if (!claim.ok) return claim;
  const outcome = await collectTransfer(claim.value);
  const after = await api.refreshPayout({ params: { payoutId } });
  if (outcome === 'unavailable') toast(words().wallet.claimUnavailable);
  else if (after.ok && after.value.state === 'awaiting_claim') toast(words().wallet.claimClosed);
  else if (after.ok && after.value.state === 'paid') toast(words().wallet.claimed);
  return after;
}

function changed(payout: Payout): void {
  pointsChanged();
  void wallet.load();
  const list = payouts.state.get().value;
  const isListed = list?.items.some(({ payoutId }) => payoutId === payout.payoutId) ?? false;
  if (list === null || !isListed) void payouts.load();
  else
    payouts.put({
      ...list,
      items: list.items.map((one) => (one.payoutId === payout.payoutId ? payout : one)),
    });
}
