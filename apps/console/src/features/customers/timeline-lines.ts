/** What can be looked at by itself, with the kinds it consists of; orders come first, because they tell most. */
export const timelineParts = {
  orders: ['order', 'refund'],
  all: [],
  points: ['points'],
  contacts: ['event', 'touch'],
} as const satisfies Record<string, readonly string[]>;

export type TimelinePart = keyof typeof timelineParts;

/** What the address asks for; without a word of it what somebody did, or their orders once they have any. */
export function partOf(asked: string | null, hasBought: boolean): TimelinePart {
  if (asked !== null && Object.hasOwn(timelineParts, asked)) return asked as TimelinePart;
  return hasBought ? 'orders' : 'all';
}

interface Step {
  readonly kind: string;
  readonly type: string;
  readonly channel: string | null;
  readonly store: string | null;
  readonly reference: string | null;
}

/** A step, and how often the same happened with nothing else between. */
export interface TimelineLine<T> {
  readonly item: T;
  readonly times: number;
}

/** The steps of a day, newest first: opening the app four times is one line, two visits of two stores are two. */
export function linesOf<T extends Step>(items: readonly T[]): readonly TimelineLine<T>[] {
  const lines: TimelineLine<T>[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last && isAgain(item, last.item)) lines[lines.length - 1] = { ...last, times: last.times + 1 };
    else lines.push({ item, times: 1 });
  }
  return lines;
}

const isAgain = (one: Step, other: Step): boolean =>
  one.kind === 'event' &&
  (['kind', 'type', 'channel', 'store', 'reference'] as const).every((name) => one[name] === other[name]);
