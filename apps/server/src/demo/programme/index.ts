import type { Sandbox } from '@liuliang/sandbox';
import type { Moment, Stage } from '../stage';
import { castMoments } from './cast-scenes';
import { giftMoments } from './gifts';
import { launchMoments } from './launch';
import { messageMoments } from './messages';
import { monthMoments } from './months';
import { payoutMoments } from './payouts';

export { askForPoints } from './cast-scenes';
export { reserveCup } from './gifts';
export { readMessages, SILENT } from './messages';

/** Everything of the programme that happened before the day of the demo, earliest first. */
export function programmeMoments(stage: Stage, sandbox: Sandbox | null): Moment[] {
  return [
    ...launchMoments(stage),
    ...monthMoments(stage),
    ...giftMoments(stage),
    ...castMoments(stage),
    ...messageMoments(stage),
    ...payoutMoments(stage, sandbox),
  ].sort((a, b) => a.atMs - b.atMs);
}
