import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { Points } from '../../ui/figures';
import { date } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Press } from '../../ui/press';
import { reasonPlace, sourceTitle } from '../../common/points/reasons.shared';
import type { PointsLot } from './points.resource';

/** Purchases whose points wait, above what has happened: each says from when on they can be used. */
export function PendingLines({ of: lots }: { of: readonly PointsLot[] }) {
  return (
    <>
      {lots.map((lot) => (
        <PendingLine key={lot.id} lot={lot} />
      ))}
    </>
  );
}

function PendingLine({ lot }: { lot: PointsLot }) {
  const words = useWords();
  const nowMs = serverNowMs();
  const hints = [
    reasonPlace(lot, words),
    date(lot.openedAtMs, nowMs, words),
    lot.activatesAtMs === null ? null : words.points.lots.activatesOn(date(lot.activatesAtMs, nowMs, words)),
  ];
  return (
    <Press className="row pending-line" onPress={() => go('points/lot', { id: lot.id })}>
      <View className="row__icon">
        <Icon name="clock" />
      </View>
      <View className="row__text">
        <View className="row__title">{sourceTitle(lot.reason, words)}</View>
        <View className="row__hint">{hints.filter((hint) => hint !== null).join(' · ')}</View>
      </View>
      <View className="row-end">
        <Points value={lot.pending} isChange className="row-end__figure" />
        <View className="tag">{words.points.pending}</View>
      </View>
    </Press>
  );
}
