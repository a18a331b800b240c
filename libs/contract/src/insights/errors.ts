import { entry } from '../error-entry';

export const errors = {
  LAYER_MODEL_UNKNOWN: entry(422, '没有这个分层模型', 'No such layer model', {
    internal: 'of the command line',
  }),
};
