import { entry, ofOneRow } from '../error-entry';

export const errors = {
  ITEM_UNKNOWN: entry(404, '没有这件商品', 'No such item'),
  ITEM_UNLISTED: entry(
    422,
    '商品目录里没有这个编号：明细已收下，导入商品后归入品类',
    'The catalogue has no item of this code: the line is taken in, and counts for a category once the item is imported',
    ofOneRow,
  ),
  CATEGORY_INVALID: entry(
    422,
    '品类须为用 / 分隔的路径，最多 8 级、255 字节，每级都不能为空',
    'A category must be a path parted by /, of at most 8 levels and 255 bytes, none of them empty',
    ofOneRow,
  ),
};
