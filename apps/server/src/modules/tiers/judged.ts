import type { TierHistory, TierJudgement } from '@liuliang/domain';
import type { ChangeRow, StandingRow } from './standings.queries';

/** A member as one judgement leaves them. */
export interface Judged {
  readonly customerId: number;
  /** Absent when they were never judged. */
  readonly before: StandingRow | undefined;
  /** What the record said until now. */
  readonly recorded: readonly ChangeRow[];
  /** What this judgement adds to it. */
  readonly news: readonly ChangeRow[];
  readonly history: TierHistory;
  readonly judgement: TierJudgement;
}
