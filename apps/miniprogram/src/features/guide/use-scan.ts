import Taro, { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { go } from '../../platform/go';
import { scanCode } from '../../platform/scan';
import { useLookUp } from '../../platform/use-action';
import { api } from '../../platform/session';
import { codeKind } from '../../common/code-kind.shared';
import { rememberCard, type CustomerCard, today } from './guide.resource';

const CODE_LENGTH_MIN = 4;

/** Meeting a customer: by camera, or by the digits they read out. What was typed stays until somebody is found. */
export function useScan() {
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const search = useLookUp((code: string) => api.scanMemberCode({ body: { code } }), meet);
  // Digits are shown in groups, so they are typed in groups too.
  const code = typed.replace(/\s/g, '');

  function meet(card: CustomerCard): void {
    setSheetOpen(false);
    setTyped('');
    rememberCard(card);
    void today.load();
    void Taro.navigateTo({ url: `/packages/guide/customer/index?id=${card.customerId}` });
  }

  async function scan(): Promise<void> {
    const scanned = await scanCode();
    if (scanned === null) return;
    find(scanned);
  }

  /** A refusal is explained in the sheet, beside the other way in. A pickup code is none to be asked about. */
  function find(wanted: string): void {
    setTyped(wanted);
    setSheetOpen(true);
    if (codeKind(wanted.replace(/\s/g, '')) !== 'pickup') search.run(wanted);
  }

  // Led here from another page, with a code that is a member's.
  useLoad(({ code: given = '' }) => {
    if (given !== '') find(given);
  });

  return {
    isSheetOpen,
    openSheet: () => setSheetOpen(true),
    closeSheet: () => {
      setSheetOpen(false);
      search.clear();
    },
    typed,
    type: (value: string) => {
      setTyped(value);
      search.clear();
    },
    isLongEnough: code.length >= CODE_LENGTH_MIN,
    isSearching: search.isRunning,
    problem: search.problem,
    isPickupCode: codeKind(code) === 'pickup',
    handOver: () => {
      setSheetOpen(false);
      go('guide/pickup', { code });
    },
    find: () => find(code),
    scan: () => void scan(),
  };
}

export type Scan = ReturnType<typeof useScan>;
