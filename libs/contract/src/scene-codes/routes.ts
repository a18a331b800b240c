import { z } from 'zod';
import { route } from '../route';
import { wechatCodes } from '../shared/codes';
import { command, one } from '../shared/shapes';
import { Scene, SceneCode, SceneMeaning, ScenePicture } from './schemas';

export const routes = {
  makeStoreCode: command('operator:scenes.write', '/operator/stores/:storeId/code', {
    summary: 'The code of a store; made where there is none',
    body: z.strictObject({}),
    reply: SceneCode,
    errors: ['STORE_UNKNOWN'],
  }),
  makeGuideCode: command('operator:scenes.write', '/operator/guides/:guideId/code', {
    summary: 'The code of a guide in the store of today; made where there is none',
    body: z.strictObject({}),
    reply: SceneCode,
    errors: ['GUIDE_UNKNOWN', 'GUIDE_LEFT', 'GUIDE_WITHOUT_STORE'],
  }),
  sceneCodePicture: one('operator:scenes.write', '/operator/scene-codes/:sceneId/picture', {
    summary: 'A code as WeChat draws it',
    reply: ScenePicture,
    errors: ['SCENE_UNKNOWN', ...wechatCodes],
  }),
  renewSceneCode: command('operator:scenes.write', '/operator/scene-codes/:sceneId/renew', {
    summary:
      'Put another code in the place of one; whoever scans the old one is met as before. A retired one answers the one in its place',
    body: z.strictObject({}),
    reply: SceneCode,
    errors: ['SCENE_UNKNOWN', 'GUIDE_UNKNOWN', 'GUIDE_LEFT', 'GUIDE_WITHOUT_STORE'],
  }),
  myGuideCode: route({
    method: 'POST',
    path: '/guide/me/code',
    access: 'guide',
    summary: 'My code for customers, in the store where I work; made where there is none',
    body: z.strictObject({}),
    reply: SceneCode,
    errors: [],
  }),
  myGuideCodePicture: route({
    method: 'GET',
    path: '/guide/me/code/picture',
    access: 'guide',
    summary: 'My code as WeChat draws it',
    reply: ScenePicture,
    errors: ['SCENE_UNKNOWN', ...wechatCodes],
  }),
  arriveByScene: route({
    method: 'POST',
    path: '/members/me/arrivals',
    access: 'customer',
    summary:
      'I came by a code of the mini-program. For members a guide’s code counts at once; who has not joined sends it with joining',
    body: z.strictObject({ scene: Scene }),
    reply: z.strictObject({
      /** Null: the code means nothing here. */
      meaning: SceneMeaning.nullable(),
      /** Nothing is left to be done with it: it means nothing, or is of a member. */
      isDone: z.boolean(),
      /** The guide of the code looks after me from now on, or did already. */
      isMyGuide: z.boolean(),
    }),
    errors: [],
  }),
};
