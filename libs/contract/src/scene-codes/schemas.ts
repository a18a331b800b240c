import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

export const SceneKind = z
  .enum(['store', 'guide'])
  .meta({ id: 'SceneKind', description: 'What a code of the mini-program stands for.' });

/** As the mini-program was handed it: anything, of which the server alone knows the meaning. */
export const Scene = z.string().trim().min(1).max(64);

/** A code of the mini-program, to be printed or shown: who scans it is met by this store, or this guide. */
export const SceneCode = z
  .strictObject({
    sceneId: PublicId,
    kind: SceneKind,
    /** What WeChat hands to the mini-program. */
    scene: z.string(),
    store: z.string(),
    /** Null where the code is the store's own. */
    guide: z.string().nullable(),
    madeAtMs: InstantMs,
  })
  .meta({ id: 'SceneCode' });

export const ScenePicture = z
  .strictObject({ type: z.enum(['image/png', 'image/jpeg']), base64: z.string() })
  .meta({ id: 'ScenePicture', description: 'A code as WeChat draws it.' });

/** Whom a code stands for, as whoever scanned it is told. */
export const SceneMeaning = z
  .strictObject({ kind: SceneKind, store: z.string(), guide: z.string().nullable() })
  .meta({ id: 'SceneMeaning' });
