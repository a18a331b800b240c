import { TouchesService } from '../../modules/touches';
import type { Moment, Stage } from '../stage';
import type { CastKey } from '../story';

/** Has not looked in for ten weeks: what was sent since is unread. */
export const SILENT: CastKey = 'chenyu';
const LAST_LOOK_DAYS_AGO = 74;

export function messageMoments(stage: Stage): Moment[] {
  return [{ atMs: stage.at(LAST_LOOK_DAYS_AGO, '21:06'), play: () => readMessages(stage, [SILENT]) }];
}

/** Sends what is queued and lets people read what they have; who is not in the story yet is passed over. */
export async function readMessages(stage: Stage, keys: readonly string[]): Promise<void> {
  const touches = stage.get(TouchesService);
  await stage.sendMessages();
  for (const key of keys.filter((one) => stage.cast.customerIds.has(one))) {
    const { family } = await stage.person(key);
    const brandId = stage.brand.id;
    const { items } = await touches.inbox(brandId, family, { after: null, limit: 100 });
    for (const { id, readAtMs } of items) if (readAtMs === null) await touches.read(brandId, family, id);
  }
}
