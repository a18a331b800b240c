import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { useWords } from '../../messages';
import { brightenScreen } from '../../platform/brightness';
import { Button } from '../../ui/button';
import { groupedDigits } from '../../ui/format.shared';
import { Barcode } from '../../ui/barcode';
import { QrCode } from '../../ui/qr-code';
import { Sheet } from '../../ui/sheet';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState, ProblemNotice } from '../../ui/states';
import { useMemberCode } from './use-member-code';

/** The dynamic code to be scanned or read out at the counter. */
export function CodeSheet({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { code, phase, problem, isRenewing, isScanned, secondsLeft, renew } = useMemberCode();
  useEffect(brightenScreen, []);
  if (isScanned) return <ScannedSheet onClose={onClose} onAgain={renew} />;
  const isShown = code !== null && phase !== 'ended';
  const note = isRenewing || secondsLeft === null ? words.code.renewing : words.code.refreshIn(secondsLeft);
  return (
    <Sheet title={words.code.title} onClose={onClose}>
      <View className="code-sheet">
        <View className="code-sheet__hint">{words.code.hint}</View>
        <View className="code-sheet__paper">
          {isShown ? (
            <>
              <QrCode text={code.code} label={words.code.image} />
              <Barcode text={code.code} label={words.homeNow.barcode} />
            </>
          ) : (
            <Skeleton width="220px" height="220px" />
          )}
        </View>
        {isShown ? <View className="code-sheet__digits">{groupedDigits(code.code)}</View> : null}
        {problem === null ? (
          <View className="code-sheet__note" role="timer">
            {note} · {words.code.once}
          </View>
        ) : (
          <>
            {isShown ? null : <View className="code-sheet__note">{words.code.ended}</View>}
            <ProblemNotice problem={problem} />
          </>
        )}
        <Button look="plain" isBusy={isRenewing} onPress={renew}>
          {words.code.refresh}
        </Button>
      </View>
    </Sheet>
  );
}

/** What the member sees once the guide has the card: nothing to be scanned any more. */
function ScannedSheet({ onClose, onAgain }: { onClose: () => void; onAgain: () => void }) {
  const words = useWords();
  return (
    <Sheet title={words.code.title} onClose={onClose}>
      <View className="code-sheet" role="status">
        <EmptyState icon="check" title={words.homeNow.scanned} hint={words.homeNow.scannedHint} />
        <Button look="plain" onPress={onAgain}>
          {words.code.refresh}
        </Button>
      </View>
    </Sheet>
  );
}
