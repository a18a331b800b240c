import { c, later, primary } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** What a code of the mini-program means. A row never changes its meaning: codes that are printed work for ever. */
export const sceneCodes = table(
  'scene_code',
  {
    id: c.id(),
    brandId: c.ref(),
    /** What WeChat hands to the mini-program; says nothing by itself. */
    scene: c.text(32),
    storeId: c.ref(),
    /** 0: the code is the store's own. */
    guideId: c.ref(),
    madeAtMs: c.instant(),
    /** The code that is shown in its place; 0: it is the one that is shown. */
    successorId: later(c.ref()),
  },
  {
    unique: [
      ['brandId', 'scene'],
      // SCENES-1
      ['brandId', 'storeId', 'guideId', 'successorId'],
    ],
    index: [['guideId', 'successorId']],
  },
);

export type SceneCodeRow = RowOf<typeof sceneCodes>;

/** By which code somebody joined. Written with the joining, never after. */
export const memberOrigins = table('member_origin', {
  customerId: primary(c.ref()),
  brandId: c.ref(),
  sceneId: c.ref(),
  storeId: c.ref(),
  /** 0: nobody brought them. */
  guideId: c.ref(),
  joinedAtMs: c.instant(),
});

export const sceneTables = [sceneCodes, memberOrigins];
