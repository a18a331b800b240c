import { useState } from 'react';
import { words } from '../../messages';
import { useAction } from '../../platform/use-action';
import { useIntent } from '../../platform/use-intent';
import { api } from '../../platform/session';
import { toast } from '../../ui/toast';
import { pointsChanged } from '../../common/points/points-changed';
import { type Transfer, transfers } from './transfer.resource';

type Stage = 'closed' | 'typing' | 'asking' | 'done';

/** Giving points: an amount and a few words, asked once, then the code to send on. */
export function useGiving() {
  const [stage, setStage] = useState<Stage>('closed');
  const [typed, setTyped] = useState('');
  const [message, setMessage] = useState('');
  const [given, setGiven] = useState<Transfer | null>(null);
  const sending = useIntent(
    'send-points',
    (key, content: { points: number; message: string }) => api.sendPoints({ body: { key, ...content } }),
    (transfer) => {
      changed();
      setGiven(transfer);
      setStage('done');
      setTyped('');
      setMessage('');
    },
  );
  return {
    stage,
    typed,
    type: setTyped,
    message,
    say: setMessage,
    given,
    sending,
    start: () => setStage('typing'),
    ask: () => setStage('asking'),
    back: () => {
      sending.clear();
      setStage('typing');
    },
    close: () => setStage('closed'),
    confirm: (points: number) => sending.run({ points, message: message.trim() }),
  };
}

export type Giving = ReturnType<typeof useGiving>;

/** Taking points back that nobody accepted yet. */
export const useTakingBack = (onDone: () => void) =>
  useAction(
    (transferId: string) => api.cancelTransfer({ params: { transferId }, body: {} }),
    () => {
      changed();
      toast(words().transfer.cancelled);
      onDone();
    },
  );

/** Accepting by a code, which works once and so needs no key of its own. */
export function useAccepting() {
  const [accepted, setAccepted] = useState<Transfer | null>(null);
  const accepting = useAction(
    (code: string) => api.acceptTransfer({ body: { code } }),
    (transfer: Transfer) => {
      changed();
      setAccepted(transfer);
    },
  );
  return { accepted, accepting };
}

function changed(): void {
  pointsChanged();
  void transfers.load();
}
