import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { canScan } from '../../platform/scan';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { OtherCode } from '../../ui/other-code';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
import type { Scan } from './use-scan';

/** Typing a code, and reading why one did not work. */
export function ScanSheet({ scan }: { scan: Scan }) {
  const words = useWords();
  return (
    <Sheet title={words.guide.type} onClose={scan.closeSheet}>
      <View className="sheet-text">{words.guide.typeHint}</View>
      <Field
        value={scan.typed}
        label={words.guide.placeholder}
        maxLength={64}
        isDigits
        hasFocus={!canScan}
        onChange={scan.type}
        onDone={scan.isLongEnough ? scan.find : undefined}
      />
      {scan.isPickupCode ? (
        <OtherCode text={words.guide.isPickupCode} act={words.pickup.title} onPress={scan.handOver} />
      ) : null}
      {scan.problem === null ? null : (
        <ProblemNotice problem={scan.problem} hint={words.guide.whyFailed[scan.problem.code]} />
      )}
      <View className="sheet-gap" />
      <Button isOff={!scan.isLongEnough || scan.isPickupCode} isBusy={scan.isSearching} onPress={scan.find}>
        {scan.isSearching ? words.guide.finding : words.guide.find}
      </Button>
      {canScan && scan.problem !== null ? (
        <Button look="quiet" onPress={scan.scan}>
          {words.guide.again}
        </Button>
      ) : null}
    </Sheet>
  );
}
