/** A text with a name, for a person to keep. */
export interface TextFile {
  readonly name: string;
  /** As browsers say it, e.g. `text/plain`. */
  readonly type: string;
  readonly text: string;
}
