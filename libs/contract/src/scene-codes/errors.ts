import { entry } from '../error-entry';

export const errors = {
  SCENE_UNKNOWN: entry(404, '没有这个小程序码', 'No such code of the mini-program'),
  GUIDE_WITHOUT_STORE: entry(409, '这位导购还没有分配门店', 'This guide works in no store yet'),
};
