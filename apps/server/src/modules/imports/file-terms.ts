import { codedThings, CODES_MAX, type CodedThing, type ErrorCode } from '@liuliang/contract';
import { cellText } from '@liuliang/domain';
import type { RowOutcome } from './outcomes';
import type { CodeTerms, RawRow, RowFault } from './rows';

/** A code of a file that nobody knows. */
export interface UnknownCode {
  readonly thing: CodedThing;
  readonly code: string;
  lines: number;
  readonly firstLine: number;
}

/** Which of these codes the brand has. */
export type Knows = (thing: CodedThing, codes: readonly string[]) => Promise<Iterable<string>>;

/** Longer texts are no codes, and no names of any. */
const CODE_CHARS_MAX = 64;

/** Codes beyond those that are asked about are counted so far. */
const BEYOND_MAX = 10 * CODES_MAX;

const keyOf = (thing: CodedThing, code: string): string => `${thing} ${code}`;

function codeIn(row: RawRow, thing: CodedThing): string {
  const value = Object.hasOwn(row, thing) ? row[thing] : '';
  return typeof value === 'string' ? cellText(value) : '';
}

/**
 * What the codes of one file stand for: those that are known stand for themselves, others for what an operator answered.
 * One that nobody confirmed stands for nothing, so that its lines are refused and nothing is made of them.
 */
export class FileTerms implements CodeTerms {
  private readonly known = new Set<string>();
  private readonly unknown = new Map<string, UnknownCode>();
  private readonly overflow = new Set<string>();

  /** @param answers by `answer`; null: its lines are to be refused, even if somebody registers it meanwhile */
  constructor(
    private readonly knows: Knows,
    private readonly answers: ReadonlyMap<string, string | null> = new Map(),
  ) {}

  static answer = keyOf;

  /** Looks up the codes of rows that were not met before; said before `of` is asked about them. */
  async meet(rows: readonly RawRow[]): Promise<void> {
    for (const thing of codedThings) {
      const fresh = new Set(
        rows.map((row) => codeIn(row, thing)).filter((code) => this.isFresh(thing, code)),
      );
      if (fresh.size === 0) continue;
      for (const code of await this.knows(thing, [...fresh])) this.known.add(keyOf(thing, code));
    }
  }

  of(thing: CodedThing, code: string): string | null {
    const answered = this.answers.get(keyOf(thing, code));
    if (answered !== undefined) return answered;
    return this.known.has(keyOf(thing, code)) ? code : null;
  }

  /**
   * Remembers what nobody knows of rows that are sound but for that.
   * @returns the outcomes, where an answer may mend a row as `CODE_UNCONFIRMED`, whatever its text is
   */
  note(rows: readonly RawRow[], lines: readonly number[], outcomes: readonly RowOutcome[]): RowOutcome[] {
    return outcomes.map((outcome, i) => {
      const row = rows[i];
      if (!row || (outcome.outcome === 'rejected' && !isAboutCode(outcome))) return outcome;
      let isAsked = false;
      for (const thing of codedThings) {
        const code = codeIn(row, thing);
        if (code !== '' && this.of(thing, code) === null)
          isAsked = this.count(thing, code, lines[i] ?? 0) || isAsked;
      }
      return isAsked && outcome.outcome === 'rejected' ? { ...outcome, code: 'CODE_UNCONFIRMED' } : outcome;
    });
  }

  /** What nobody knows, in the order in which the file names it, and how many more there are (counted up to a limit). */
  get found(): { readonly codes: readonly UnknownCode[]; readonly beyond: number } {
    return { codes: [...this.unknown.values()], beyond: this.overflow.size };
  }

  private isFresh(thing: CodedThing, code: string): boolean {
    return code !== '' && !this.known.has(keyOf(thing, code)) && !this.answers.has(keyOf(thing, code));
  }

  /** @returns whether it is asked about */
  private count(thing: CodedThing, code: string, line: number): boolean {
    const key = keyOf(thing, code);
    const met = this.unknown.get(key);
    if (met) met.lines += 1;
    else if (this.unknown.size < CODES_MAX && code.length <= CODE_CHARS_MAX)
      this.unknown.set(key, { thing, code, lines: 1, firstLine: line });
    else if (this.overflow.size < BEYOND_MAX) this.overflow.add(key);
    return this.unknown.has(key);
  }
}

/** Faults that an answer may mend: the code of nothing, or a name in place of one. */
const OF_CODES: readonly ErrorCode[] = ['CODE_UNCONFIRMED', 'CHANNEL_UNKNOWN', 'FIELD_TOO_LONG'];

const isAboutCode = ({ code, field }: RowFault): boolean =>
  OF_CODES.includes(code) && codedThings.some((thing) => thing === field);
