import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { date, lastDate } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Progress } from '../../ui/progress';
import { percentOf, tierFigure, tierSentence, toNextTier } from '../../common/tier/tier.shared';
import type { MyTier, Standing as TierStanding } from '../../common/tier/tier.resource';

/** The present level on its own colour, the way to the next, and everything with a date. */
export function Standing({ of, ladder }: { of: TierStanding; ladder: MyTier['ladder'] }) {
  return (
    <>
      <Risk of={of} />
      <TierCard of={of} />
      <Pass of={of} ladder={ladder} />
    </>
  );
}

function TierCard({ of }: { of: TierStanding }) {
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
      <View className="tier-card__next">
        {of.next === null
          ? words.tier.top
          : toNextTier(of.basis, of.next.missing, textOf(of.next.name), words)}
      </View>
      <View className="tier-card__keep">{keepText(of, nowMs, words)}</View>
    </View>
  );
}

function keepText({ keep, basis }: TierStanding, nowMs: number, words: ReturnType<typeof useWords>): string {
  if (keep === null) return words.tier.safeForever;
  if (keep.missing === 0) return words.tier.kept(lastDate(keep.untilMs, nowMs, words));
  return words.tier.keepMissing[basis](
    tierSentence(basis, keep.missing),
    lastDate(keep.reviewAtMs, nowMs, words),
  );
}

/** The review was failed: what saves the level, and until when. */
function Risk({ of: { risk, basis } }: { of: TierStanding }) {
  const words = useWords();
  const textOf = useBilingual();
  if (risk === null) return null;
  return (
    <View className="notice notice--attention tier-risk" role="alert">
      <Icon name="alert" />
      <View className="notice__text">
        <View className="tier-risk__title">
          {words.tier.risk(lastDate(risk.fallsAtMs, serverNowMs(), words), textOf(risk.toName))}
        </View>
        <View className="notice__hint">
          {words.tier.riskMissing[basis](tierSentence(basis, risk.missing))}
        </View>
      </View>
    </View>
  );
}

/** A paid membership or trial card that raises the level while it lasts. */
function Pass({ of, ladder }: { of: TierStanding; ladder: MyTier['ladder'] }) {
  const words = useWords();
  const textOf = useBilingual();
  const { pass, earnedLevel, level } = of;
  if (pass === null) return null;
  const earned = ladder.find((one) => one.level === earnedLevel);
  const earnedName = earned === undefined ? words.tier.level(`${earnedLevel}`) : textOf(earned.name);
  const until = words.tier.passUntil(lastDate(pass.endsAtMs, serverNowMs(), words));
  const then = earnedLevel < level ? ` · ${words.tier.passThen(earnedName)}` : '';
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
