import { fail, ok, type Result } from '../shared/result';
import { utf8Bytes } from '../shared/utf8';

/** Levels of a category path at most; a shop's own tree seldom has more than five. */
export const CATEGORY_DEPTH_MAX = 8;
/** Of the whole path, in UTF-8: it is compared byte by byte. */
export const CATEGORY_BYTES_MAX = 255;

const SEPARATOR = '/';

/**
 * Reads a category path as people write it (HANDBOOK 17): levels from the widest to the narrowest, parted by `/`, with
 * blanks around a level, and separators behind the last one, meaning nothing. An empty text is no category.
 *
 * @returns the names of the levels; refused where a level before another one is empty, or the path is too deep or long
 */
export function readCategory(text: string): Result<string[], { code: 'CATEGORY_INVALID' }> {
  const told = text.split(SEPARATOR).map((level) => level.trim());
  const levels = told.slice(0, told.findLastIndex((level) => level !== '') + 1);
  if (levels.length === 0 && told.length > 1) return fail({ code: 'CATEGORY_INVALID' });
  const isSound =
    levels.every((level) => level !== '') &&
    levels.length <= CATEGORY_DEPTH_MAX &&
    utf8Bytes(categoryPath(levels)) <= CATEGORY_BYTES_MAX;
  return isSound ? ok(levels) : fail({ code: 'CATEGORY_INVALID' });
}

/** The one spelling of a path. */
export const categoryPath = (levels: readonly string[]): string => levels.join(SEPARATOR);

/** Every path from the widest level down to the whole: `['a', 'a/b', 'a/b/c']`. */
export const categoryPaths = (levels: readonly string[]): string[] =>
  levels.map((_, i) => categoryPath(levels.slice(0, i + 1)));
