import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Icon } from '../../ui/icon';
import { Press } from '../../ui/press';
import { Progress } from '../../ui/progress';
import type { Member } from '../../common/home/member-home';
import { TierBadge } from '../../common/tier/tier-badge';
import { myTier } from '../../common/tier/tier.resource';
import { deadlineOf, percentOf, standingLine } from '../../common/tier/tier.shared';

/**
 * The tier and what is missing to the next one. Its name comes with the first answer; the way to the next follows by
 * itself and is kept on the device, so that nobody waits for it.
 */
export function TierStrip({ member }: { member: Member }) {
  const words = useWords();
  const textOf = useBilingual();
  const tier = useResource(myTier).value;
  const standing = tier?.standing;
  const badge = standing ?? member.tier ?? null;
  if (badge === null) return null;
  const next = standing?.next ?? null;
  const percent = standing === undefined || next === null ? 100 : percentOf(standing.figure, next.threshold);
  // What is to be done about a level at risk stands above, with its date.
  const isAtRisk = standing !== undefined && deadlineOf(standing) !== null;
  return (
    <Press className="card tier-strip" onPress={() => go('tier/tier')}>
      <View className="tier-strip__head">
        <TierBadge tier={badge} />
        <View className="tier-strip__next">
          {tier === null || isAtRisk ? '' : standingLine(tier, serverNowMs(), words, textOf)}
        </View>
        <Icon name="chevron" size="small" />
      </View>
      {next === null || isAtRisk ? null : (
        <Progress percent={percent} label={words.tier.progress(`${percent}`)} />
      )}
    </Press>
  );
}
