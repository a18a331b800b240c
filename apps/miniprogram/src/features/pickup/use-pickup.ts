import type { ReplyOf } from '@liuliang/contract/client';
import { useState } from 'react';
import { scanCode } from '../../platform/scan';
import { useLookUp } from '../../platform/use-action';
import { useIntent } from '../../platform/use-intent';
import { api } from '../../platform/session';
import { pointsChanged } from '../../common/points/points-changed';

export type GiftPickup = ReplyOf<'previewGiftPickup'>;

const CODE_LENGTH_MIN = 4;

/** Handing over a gift: by camera or by typing, looked at first, then confirmed. What was typed stays on a refusal. */
export function usePickup() {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<GiftPickup | null>(null);
  const [handed, setHanded] = useState<GiftPickup | null>(null);
  const code = typed.replace(/\s/g, '').toUpperCase();
  const looking = useLookUp((wanted: string) => api.previewGiftPickup({ body: { code: wanted } }), setFound);
  const handing = useIntent(
    'collect-gift',
    (key, content: { code: string }) => api.collectGift({ body: { key, ...content } }),
    (receipt) => {
      // A colleague's gift may have been the guide's own points; figures of points are asked for again either way.
      pointsChanged();
      setFound(null);
      setHanded(receipt);
      setTyped('');
    },
  );

  async function scan(): Promise<void> {
    const scanned = await scanCode();
    if (scanned === null) return;
    setTyped(scanned);
    looking.run(scanned);
  }

  return {
    typed,
    type: (value: string) => {
      setTyped(value);
      looking.clear();
    },
    isLongEnough: code.length >= CODE_LENGTH_MIN,
    found,
    handed,
    looking,
    handing,
    look: () => looking.run(code),
    scan: () => void scan(),
    leave: () => {
      handing.clear();
      setFound(null);
    },
    hand: () => handing.run({ code }),
    next: () => setHanded(null),
  };
}

export type Pickup = ReturnType<typeof usePickup>;
