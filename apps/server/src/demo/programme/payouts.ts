import type { Sandbox } from '@liuliang/sandbox';
import { PayoutDriver, Payouts } from '../../modules/settlement';
import type { Moment, Stage } from '../stage';

/** Who draws how many points, and whether they have collected the transfer since. */
const DRAWN = [
  { guide: 'chengyi', daysAgo: 10, points: 800, isCollected: true },
  { guide: 'alan', daysAgo: 0, points: 500, isCollected: false },
] as const;

/** Guides who drew points as cash. @param sandbox the local WeChat; without it nobody can be paid, and nobody asks */
export function payoutMoments(stage: Stage, sandbox: Sandbox | null): Moment[] {
  if (!sandbox) return [];
  return DRAWN.map(({ guide, daysAgo, points, isCollected }) => ({
    atMs: stage.at(daysAgo, '20:58'),
    play: async () => {
      const { guideId } = (await stage.guide(guide)).guide;
      const ask = { brandId: stage.brand.id, guideId, key: `demo:${guide}`, points };
      const asked = await stage.get(Payouts).request(ask);
      // In a small brand a guide may have earned less than that.
      if (!asked.ok || !isCollected || asked.value.state !== 'awaiting_claim') return;
      sandbox.control.collectTransfer(asked.value.bill_no);
      await stage.get(PayoutDriver).look(asked.value.id);
    },
  }));
}
