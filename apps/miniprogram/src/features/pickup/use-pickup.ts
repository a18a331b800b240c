import type { ReplyOf } from '@liuliang/contract/client';
import { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { go } from '../../platform/go';
import { scanCode } from '../../platform/scan';
import { useLookUp } from '../../platform/use-action';
import { useIntent } from '../../platform/use-intent';
import { api } from '../../platform/session';
import { codeKind } from '../../common/code-kind.shared';
import { pointsChanged } from '../../common/points/points-changed';

export type GiftPickup = ReplyOf<'previewGiftPickup'>;

const CODE_LENGTH_MIN = 4;

/** Handing over a gift: by camera or by typing, looked at first, then confirmed. What was typed stays on a refusal. */
export function usePickup() {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<GiftPickup | null>(null);
  const [handed, setHanded] = useState<GiftPickup | null>(null);
  const [round, setRound] = useState(0);
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

  // Led here from another page, with a code that is a gift's.
  useLoad(({ code: given = '' }) => {
    if (given === '') return;
    setTyped(given);
    looking.run(given);
  });

  async function scan(): Promise<void> {
    const scanned = await scanCode();
    if (scanned === null) return;
    setTyped(scanned);
    look(scanned.replace(/\s/g, '').toUpperCase());
  }

  /** A member's code in this place is no pickup: it says so, and who it is is one press away. */
  function look(wanted: string): void {
    if (codeKind(wanted) !== 'member') looking.run(wanted);
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
    isMemberCode: codeKind(code) === 'member',
    meetMember: () => go('guide/today', { code }),
    look: () => look(code),
    scan: () => void scan(),
    leave: () => {
      handing.clear();
      setFound(null);
    },
    hand: () => handing.run({ code }),
    /** Counts what was handed over: for the next one the field is as it was at first, with the focus in it. */
    round,
    next: () => {
      setHanded(null);
      setRound(round + 1);
    },
  };
}

export type Pickup = ReturnType<typeof usePickup>;
