import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { date, lastDate, points } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Press } from '../../ui/press';
import type { Member } from '../../common/home/member-home';
import { isSoon } from '../../common/points/soon.shared';
import { myTier } from '../../common/tier/tier.resource';
import { deadlineOf, keepSentence, tierFigure } from '../../common/tier/tier.shared';

interface Line {
  readonly key: string;
  readonly title: string;
  readonly hint: string;
  readonly open: () => void;
}

/** What would be lost if nobody looked: a level about to fall first, then points about to end. */
export function Attention({ member }: { member: Member }) {
  const words = useWords();
  const textOf = useBilingual();
  const tier = useResource(myTier).value;
  const nowMs = serverNowMs();
  const lines: Line[] = [];
  const deadline = tier === null ? null : deadlineOf(tier.standing);
  if (tier !== null && deadline !== null) {
    const { needed, missing, windowStartsAtMs } = deadline;
    const figure = (value: number) => tierFigure(tier.standing.basis, Math.max(0, value));
    lines.push({
      key: 'tier',
      title: keepSentence(deadline, tier, nowMs, words, textOf),
      hint: words.tier.keepFigure(
        date(windowStartsAtMs, nowMs, words),
        figure(needed - missing),
        figure(needed),
      ),
      open: () => go('tier/tier'),
    });
  }
  const { expiringNext } = member;
  if (expiringNext !== null && isSoon(expiringNext.atMs, nowMs)) {
    lines.push({
      key: 'expiring',
      title: words.home.expiring(points(expiringNext.points), lastDate(expiringNext.atMs, nowMs, words)),
      hint: words.home.expiringHint,
      open: () => go('gifts/shelf'),
    });
  }
  if (lines.length === 0) return null;
  return (
    <View className="attention">
      {lines.map(({ key, title, hint, open }) => (
        <Press className="notice notice--attention attention__one" key={key} onPress={open}>
          <Icon name="alert" />
          <View className="notice__text">
            <View className="attention__title">{title}</View>
            <View className="notice__hint">{hint}</View>
          </View>
          <Icon name="chevron" size="small" />
        </Press>
      ))}
    </View>
  );
}
