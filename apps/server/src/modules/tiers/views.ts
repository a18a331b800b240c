import type { CustomerTier, TierPass, TierStanding } from '@liuliang/contract';
import { badgeOf, passTerm, type TierScheme } from '@liuliang/domain';
import type { z } from 'zod';
import type { ShownPass } from './screens.queries';

export type StandingView = z.input<typeof TierStanding>;
export type PassView = z.input<typeof TierPass>;
export type CustomerTierView = z.input<typeof CustomerTier>;

export function passView(scheme: TierScheme, pass: ShownPass, passId: string, nowMs: number): PassView {
  const { startsAtMs, endsAtMs } = passTerm(pass);
  const { level, name } = badgeOf(scheme, pass.level);
  return {
    passId,
    passKey: pass.passKey.toString(),
    kind: pass.kind,
    level,
    name,
    startsAtMs: pass.startsAtMs,
    endsAtMs: pass.endsAtMs,
    amountFen: pass.amountFen,
    cancelledAtMs: pass.cancelledAtMs || null,
    isActive: startsAtMs <= nowMs && nowMs < endsAtMs,
  };
}
