import type { Sandbox } from '@liuliang/sandbox';
import { PayoutDriver, Payouts } from '../../modules/settlement';
import type { Stage } from '../stage';

/** Who draws how many points, and whether they collect the transfer at once. */
const DRAWN = [
  { guide: 'chengyi', points: 800, isCollected: true },
  { guide: 'alan', points: 500, isCollected: false },
] as const;

/**
 * Guides who draw points as cash, on the day of the demo: the local WeChat signs with the time of today, and an answer
 * that is older or younger is not believed.
 */
export async function drawPoints(stage: Stage, sandbox: Sandbox): Promise<void> {
  const driver = stage.get(PayoutDriver);
  for (const { guide, points, isCollected } of DRAWN) {
    const { guideId } = (await stage.guide(guide)).guide;
    const ask = { brandId: stage.brand.id, guideId, key: `demo:${guide}`, points };
    const asked = await stage.get(Payouts).request(ask);
    // In a small brand a guide may have earned less than that.
    if (!asked.ok || !isCollected || asked.value.state !== 'awaiting_claim') continue;
    sandbox.control.collectTransfer(asked.value.billNo);
    await driver.look(asked.value.id);
  }
}
