/** What a friend gets: a title and the page it opens. */
export interface ShareTarget {
  readonly title: string;
  /** From the root of the app, with its query. */
  readonly path: string;
}
