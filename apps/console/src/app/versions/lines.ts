/** One sentence that a version of rules says. Sentences with one key say the same thing in two versions. */
export interface RuleLine {
  readonly section: string;
  readonly key: string;
  readonly text: string;
}

export interface LineChange {
  readonly section: string;
  readonly key: string;
  /** Null: nothing was said about it before. */
  readonly before: string | null;
  /** Null: nothing is said about it any more. */
  readonly after: string | null;
}

/** What differs between two versions, in the order of the newer one, then what it no longer says. */
export function changesBetween(
  before: readonly RuleLine[],
  after: readonly RuleLine[],
): readonly LineChange[] {
  const idOf = ({ section, key }: RuleLine) => `${section} ${key}`;
  const olds = new Map(before.map((line) => [idOf(line), line]));
  const news = new Set(after.map(idOf));
  const changed = after.flatMap((line): readonly LineChange[] => {
    const old = olds.get(idOf(line));
    if (old?.text === line.text) return [];
    return [{ section: line.section, key: line.key, before: old?.text ?? null, after: line.text }];
  });
  const gone = before
    .filter((line) => !news.has(idOf(line)))
    .map(({ section, key, text }) => ({ section, key, before: text, after: null }));
  return [...changed, ...gone];
}
