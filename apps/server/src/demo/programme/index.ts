import type { Moment, Stage } from '../stage';
import { castMoments } from './cast-scenes';
import { giftMoments } from './gifts';
import { launchMoments } from './launch';
import { messageMoments } from './messages';
import { monthMoments } from './months';

export { askForPoints } from './cast-scenes';
export { reserveCup } from './gifts';
export { readMessages, SILENT } from './messages';
export { drawPoints } from './payouts';

/** Everything of the programme that happened before the day of the demo, earliest first. */
export function programmeMoments(stage: Stage): Moment[] {
  return [
    ...launchMoments(stage),
    ...monthMoments(stage),
    ...giftMoments(stage),
    ...castMoments(stage),
    ...messageMoments(stage),
  ].sort((a, b) => a.atMs - b.atMs);
}
