import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { date, lastDate } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Progress } from '../../ui/progress';
import {
  deadlineOf,
  isRaised,
  keepSentence,
  levelName,
  percentOf,
  tierFigure,
  wayText,
} from '../../common/tier/tier.shared';
import type { MyTier } from '../../common/tier/tier.resource';

/** The present level on its own colour, the way to the next, and everything with a date. */
export function Standing({ of }: { of: MyTier }) {
  return (
    <>
      <Risk of={of} />
      <TierCard tier={of} />
      <Pass of={of} />
    </>
  );
}

function TierCard({ tier }: { tier: MyTier }) {
  const { standing: of } = tier;
  const words = useWords();
  const textOf = useBilingual();
  const nowMs = serverNowMs();
  const percent = of.next === null ? 100 : percentOf(of.figure, of.next.threshold);
  return (
    <View className={`tier-card tier-card--${of.colour}`}>
      <View className="tier-card__head">
        <View className="tier-card__name">{textOf(of.name)}</View>
        <View className="tier-card__since">{words.tier.since(date(of.sinceMs, nowMs, words))}</View>
      </View>
      <View className="tier-card__label">
        {words.tier.figure[of.basis]} · {words.tier.countedSince(date(of.windowStartsAtMs, nowMs, words))}
      </View>
      <View className="tier-card__figure figure">
        {tierFigure(of.basis, of.figure)}
        {of.next === null ? null : (
          <View className="tier-card__of">/ {tierFigure(of.basis, of.next.threshold)}</View>
        )}
      </View>
      <Progress look="on-primary" percent={percent} label={words.tier.progress(`${percent}`)} />
      <View className="tier-card__next">{wayText(tier, words, textOf)}</View>
      <Keep of={tier} />
    </View>
  );
}

/** Until when the level is safe; nothing where the notice above says what is to be done. */
function Keep({ of }: { of: MyTier }) {
  const words = useWords();
  const textOf = useBilingual();
  const nowMs = serverNowMs();
  const { keep } = of.standing;
  if (deadlineOf(of.standing) !== null) return null;
  return <View className="tier-card__keep">{keepText()}</View>;

  function keepText(): string {
    if (keep === null) return isRaised(of.standing) ? '' : words.tier.safeForever;
    if (keep.missing > 0)
      return keepSentence({ untilMs: keep.reviewAtMs, missing: keep.missing }, of, nowMs, words, textOf);
    const name = levelName(of, of.standing.earnedLevel, words, textOf);
    return words.tier.kept(lastDate(keep.untilMs, nowMs, words), name);
  }
}

/** What saves the level and until when, how far it is, and what comes otherwise. */
function Risk({ of }: { of: MyTier }) {
  const words = useWords();
  const textOf = useBilingual();
  const nowMs = serverNowMs();
  const { basis, earnedLevel, risk } = of.standing;
  const deadline = deadlineOf(of.standing);
  if (deadline === null) return null;
  const { needed, missing, windowStartsAtMs } = deadline;
  const lower = risk === null ? levelName(of, earnedLevel - 1, words, textOf) : textOf(risk.toName);
  return (
    <View className="notice notice--attention tier-risk" role="alert">
      <Icon name="alert" />
      <View className="notice__text">
        <View className="tier-risk__title">{keepSentence(deadline, of, nowMs, words, textOf)}</View>
        <View className="notice__hint">
          {words.tier.keepFigure(
            date(windowStartsAtMs, nowMs, words),
            tierFigure(basis, Math.max(0, needed - missing)),
            tierFigure(basis, needed),
          )}
        </View>
        <View className="notice__hint">{words.tier.otherwise(lower)}</View>
      </View>
    </View>
  );
}

/** A paid membership or trial card that raises the level while it lasts. */
function Pass({ of }: { of: MyTier }) {
  const words = useWords();
  const textOf = useBilingual();
  const { pass, earnedLevel } = of.standing;
  if (pass === null) return null;
  const until = words.tier.passUntil(lastDate(pass.endsAtMs, serverNowMs(), words));
  const then = isRaised(of.standing)
    ? ` · ${words.tier.passThen(levelName(of, earnedLevel, words, textOf))}`
    : '';
  return (
    <View className="tier-pass">
      <Icon name="tier" />
      <View>
        <View className="tier-pass__title">
          {words.tier.pass(words.tier.passes[pass.kind], textOf(pass.name))}
        </View>
        <View className="tier-pass__hint">
          {until}
          {then}
        </View>
      </View>
    </View>
  );
}
