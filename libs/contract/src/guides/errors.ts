import { entry } from '../error-entry';

export const errors = {
  GUIDE_UNKNOWN: entry(404, '没有这位导购', 'No such guide'),
  GUIDE_LEFT: entry(409, '这位导购已离职', 'This guide has left'),
};
