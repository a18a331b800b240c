import { entry } from '../error-entry';

export const errors = {
  BRAND_UNKNOWN: entry(404, '没有这个品牌', 'No such brand'),
  STORE_UNKNOWN: entry(422, '没有这家门店', 'No such store'),
};
