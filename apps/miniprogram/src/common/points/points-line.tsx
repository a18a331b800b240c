import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Points } from '../../ui/figures';
import { moment } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Press } from '../../ui/press';
import { heardHint } from './late.shared';
import { type PointsItem, reasonFacts, reasonIcon, reasonPlace, reasonTitle } from './reasons.shared';
import { PointsSumLines } from './sum';
import './points-line.scss';

/** Changes of points, the newest posting at the top. */
export const PointsLines = ({ items }: { items: readonly PointsItem[] }) => (
  <>
    {items.map((item, index) => (
      <PointsLine key={item.id} item={item} below={items[index + 1]} />
    ))}
  </>
);

/** One change of points; pressing it opens what it is made of. */
function PointsLine({ item, below }: { item: PointsItem; below: PointsItem | undefined }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const place = reasonPlace(item, words);
  const nowMs = serverNowMs();
  const hints = [place, moment(item.occurredAtMs, nowMs, words), heardHint(item, below, nowMs, words)];
  return (
    <View className="points-line">
      <Press className="row" isOpen={isOpen} onPress={() => setOpen(!isOpen)}>
        <View className="row__icon">
          <Icon name={reasonIcon(item)} />
        </View>
        <View className="row__text">
          <View className="row__title">{reasonTitle(item, words)}</View>
          <View className="row__hint">{hints.filter((hint) => hint !== null).join(' · ')}</View>
        </View>
        <Points
          value={item.points}
          isChange
          className={`points-line__change ${item.points > 0 ? 'points-line__change--up' : ''}`}
        />
      </Press>
      {isOpen ? <Facts item={item} /> : null}
    </View>
  );
}

function Facts({ item }: { item: PointsItem }) {
  const words = useWords();
  return (
    <View className="points-line__facts">
      <PointsSumLines
        explanation={item.reason.explanation}
        became={item.kind === 'activate' ? item.points : null}
      />
      {reasonFacts(item, words).map(([label, value]) => (
        <View className="points-line__fact" key={label}>
          <View className="points-line__label">{label}</View>
          <View className="points-line__value figure">{value}</View>
        </View>
      ))}
    </View>
  );
}
