import { groupedBy } from '@liuliang/domain';
import { LATE } from './fact-terms';
import type { LotMoveRow } from './lot-reads.queries';
import { toMovement, type PointsMovement } from './movements';
import { explanationOf, type Explanation } from './posting-rows';
import type { AboutRow, MovementRow } from './reads.queries';

/** A line of a history, with the postings that it tells of. */
export interface ToldLine {
  /** Null where nothing changed that its owner sees. */
  readonly line: PointsMovement | null;
  /** Version of the account that the first of its postings made. */
  readonly fromVersion: number;
}

/**
 * A correction puts points right by several postings, where points go out of a lot and come into another one. Whoever
 * has the points reads one line of it, that says what changed in the end.
 * @param rows the newest first; of the correction at their end all postings
 * @param ownerId whose history it is
 */
export function toldLines(rows: readonly MovementRow[], ownerId: number): ToldLine[] {
  return inCorrections(rows).map((own) => ({
    line: lineOf(own, ownerId),
    fromVersion: (own.at(-1) as MovementRow).accountVersion,
  }));
}

/** Whether a posting may be of one correction with the one after it. */
export const isOfOneCorrection = (row: MovementRow | undefined, older: MovementRow | undefined): boolean => {
  const key = row && correctionOf(row);
  return key !== undefined && key !== null && older !== undefined && correctionOf(older) === key;
};

/** What became of a lot, where a correction that takes it apart and puts it together again is one move. */
export function toldMoves(moves: readonly LotMoveRow[]): LotMoveRow[] {
  return inCorrections(moves).flatMap((own): LotMoveRow[] => {
    const last = own.at(-1) as LotMoveRow;
    if (own.length === 1) return own;
    const sum = (of: 'pendingChange' | 'remainingChange' | 'heldChange'): number =>
      own.reduce((total, move) => total + move[of], 0);
    const [pendingChange, remainingChange, heldChange] = [
      sum('pendingChange'),
      sum('remainingChange'),
      sum('heldChange'),
    ];
    const expiresToMs = own.reduce((to, move) => move.expiresToMs || to, 0);
    const isSame = pendingChange === 0 && remainingChange === 0 && heldChange === 0 && expiresToMs === 0;
    return isSame ? [] : [{ ...last, pendingChange, remainingChange, heldChange, expiresToMs }];
  });
}

function inCorrections<R extends AboutRow>(rows: readonly R[]): R[][] {
  const groups: R[][] = [];
  let known: string | null = null;
  for (const row of rows) {
    const key = correctionOf(row);
    if (key !== null && key === known) groups.at(-1)?.push(row);
    else groups.push([row]);
    known = key;
  }
  return groups;
}

/** What postings of one correction share; null of anything else. */
function correctionOf({ kind, explanation, heardAtMs }: AboutRow): string | null {
  if (kind !== 'settle') return null;
  const { rule, source, cause } = explanationOf(explanation);
  return JSON.stringify([heardAtMs, rule === LATE.ofLots ? [rule, cause] : source]);
}

function lineOf(rows: readonly MovementRow[], ownerId: number): PointsMovement | null {
  const [newest] = rows as [MovementRow];
  // What was earned says more of itself than what refunds make of it.
  const telling = rows.find((row) => explanationOf(row.explanation)['rule'] === LATE.ofEarning) ?? newest;
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  const line = toMovement({ ...telling, points });
  const explanation = withOwnEnds(line.explanation, ownerId);
  const isChanged = points !== 0 || 'ends' in explanation || 'paidBeforeMs' in explanation;
  if (rows.length > 1 && !isChanged) return null;
  const { transactionId, balanceAfter } = newest;
  return { ...line, transactionId, balanceAfter, explanation };
}

/** One correction may move the ends of several people's points. */
function withOwnEnds({ ends, ...explanation }: Explanation, ownerId: number): Explanation {
  if (!Array.isArray(ends)) return explanation;
  const all = ends as readonly {
    readonly memberId: number;
    readonly untilMs: number | null;
    points: number;
  }[];
  const own = groupedBy(all, ({ memberId }) => memberId).get(ownerId) ?? [];
  return own.length === 0
    ? explanation
    : { ...explanation, ends: own.map(({ untilMs, points }) => ({ untilMs, points })) };
}
