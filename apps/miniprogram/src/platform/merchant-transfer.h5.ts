import { claimInDemo } from './demo.h5';
import type { Claim, ClaimOutcome } from './merchant-transfer.port';

/** A browser cannot collect; in the demo the sandbox does what WeChat would after the person agreed. */
export async function collectTransfer(claim: Claim): Promise<ClaimOutcome> {
  const isCollected = await claimInDemo(claim.package).catch(() => false);
  return isCollected ? 'collected' : 'unavailable';
}
