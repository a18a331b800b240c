export interface LateFigures {
  readonly points: number;
  readonly growth: number;
  readonly guidePoints: number;
}

/** What a correction after a late fact says of itself. */
export interface LateStory {
  /** `late`: what was earned; `late-due`: what refunds take of it; `late-lots`: lots and ends of points. */
  readonly rule: 'late' | 'late-due' | 'late-lots';
  readonly atMs: number | null;
  readonly before: LateFigures | null;
  readonly after: LateFigures | null;
}

const RULES = ['late', 'late-due', 'late-lots'] as const;

/** Null for explanations of anything else. */
export function lateStory(explanation: Readonly<Record<string, unknown>>): LateStory | null {
  const { cause, causeAtMs, before, after } = explanation;
  const rule = RULES.find((one) => one === explanation['rule']);
  if (!rule || typeof cause !== 'string') return null;
  return {
    rule,
    atMs: typeof causeAtMs === 'number' && causeAtMs > 0 ? causeAtMs : null,
    before: figuresOf(before),
    after: figuresOf(after),
  };
}

function figuresOf(value: unknown): LateFigures | null {
  if (typeof value !== 'object' || value === null) return null;
  const { points, growth, guidePoints } = value as Readonly<Record<string, unknown>>;
  if (typeof points !== 'number' || typeof growth !== 'number' || typeof guidePoints !== 'number')
    return null;
  return { points, growth, guidePoints };
}
