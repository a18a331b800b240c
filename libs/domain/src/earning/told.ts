import type { Earned, EarnedLine, EarningContext } from './plan';
import { totalOf } from './clawback';

/**
 * What a posting for an order moved out of issuance, or back into it: above zero for earning and clawback alike. A
 * correction is above zero where it gave more.
 */
export interface OrderPosting extends Earned {
  readonly orderId: number;
  readonly key: string;
  readonly kind: string;
  /** JSON. */
  readonly explanation: string;
}

/** Lines as an explanation tells them. */
export type ToldLines = readonly (readonly [
  line: number,
  points: number,
  growth: number,
  guidePoints: number,
])[];

/** What an earning says of its lines; those from before there were lines were of the order as a whole. */
export function toldLines(
  lines: ToldLines | undefined,
  { points, growth, guidePoints }: Earned,
): EarnedLine[] {
  if (!lines) return [{ line: 0, points, growth, guidePoints }];
  return lines.map(([line, ...earned]) => ({
    line,
    points: earned[0],
    growth: earned[1],
    guidePoints: earned[2],
  }));
}

/** Circumstances as an explanation tells them, without what says nothing. */
export type ToldContext = Partial<Omit<EarningContext, 'isBirthday'>> & {
  readonly isBirthday?: unknown;
  readonly hasGuide?: unknown;
};

/** What an earning says of itself. */
export interface Explained {
  readonly ruleVersion?: unknown;
  /** Of earnings from before there were versions of rules. */
  readonly pointsPerUnit?: unknown;
  readonly unitFen?: unknown;
  readonly lines?: ToldLines;
  readonly context?: ToldContext;
  readonly source?: string;
  readonly rule?: string;
}

export const explained = ({ explanation }: OrderPosting): Explained => JSON.parse(explanation) as Explained;

/** A posting by which an order earned, with the corrections of it and all that was taken back. */
export interface AuditedEarning extends Earned {
  readonly key: string;
  /** Whose explanation says what the earning is now. */
  readonly newest: OrderPosting;
  readonly lines: readonly EarnedLine[];
  readonly taking: readonly OrderPosting[];
  readonly taken: Earned;
}

export function auditedEarning(earning: OrderPosting, postings: readonly OrderPosting[]): AuditedEarning {
  const { key, orderId } = earning;
  const own = postings.filter(
    (one) => one.kind !== 'earn' && (explained(one).source ?? `earn:${orderId}`) === key,
  );
  const isCorrection = (one: OrderPosting): boolean =>
    one.kind === 'settle' && explained(one).rule === 'late';
  const given = [earning, ...own.filter(isCorrection)];
  const newest = given.at(-1) ?? earning;
  const sum = totalOf(given);
  const clawbacks = own.filter(({ kind }) => kind === 'clawback');
  const mended = totalOf(own.filter((one) => one.kind === 'settle' && !isCorrection(one)));
  const back = totalOf(clawbacks);
  return {
    key,
    newest,
    ...sum,
    lines: toldLines(explained(newest).lines, sum),
    taking: clawbacks,
    taken: {
      points: back.points - mended.points,
      growth: back.growth - mended.growth,
      guidePoints: back.guidePoints - mended.guidePoints,
    },
  };
}
