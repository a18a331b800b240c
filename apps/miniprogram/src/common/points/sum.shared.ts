import type { Messages } from '../../messages.zh';
import { points, pointsChange } from '../../ui/format.shared';

/** One step from an amount to its points, as the earning rules wrote it down (`EarningFactor` of the contract). */
interface Step {
  readonly kind: string;
  readonly of: string;
  readonly percent: number | null;
  readonly adds: number;
}

/** A step as people read it, and what it brought or took. */
export interface SumPart {
  readonly label: string;
  readonly adds: number;
  readonly text: string;
}

/** The parts in the order in which they are shown, and what they add up to. */
export interface PointsSum {
  readonly parts: readonly SumPart[];
  readonly total: number;
}

/**
 * What was given, step by step: base, what each multiplier brought, what a limit took. The parts add up to the total.
 * Null where nothing was worked out, and where the steps are of an older or newer kind that cannot be added up.
 * @param tierName the brand's word for a level
 */
export function sumOf(
  explanation: Readonly<Record<string, unknown>>,
  words: Messages,
  tierName: (level: string) => string,
): PointsSum | null {
  const steps = stepsOf(explanation['factors']);
  if (steps === null || steps.length === 0) return null;
  const multiplies = explanation['combine'] === 'product';
  // A multiplier that brought nothing, because another one counts, would only be in the way.
  const told = steps.filter(({ percent, adds }) => percent === null || adds !== 0);
  const parts = told.map((step): SumPart => {
    const label = [labelOf(step, words, tierName), timesOf(step, multiplies)].join(' ').trim();
    return {
      label,
      adds: step.adds,
      text: step.kind === 'base' ? points(step.adds) : pointsChange(step.adds),
    };
  });
  return { parts, total: steps.reduce((sum, { adds }) => sum + adds, 0) };
}

function labelOf({ kind, of }: Step, words: Messages, tierName: (level: string) => string): string {
  const name = words.points.factors[kind] ?? kind;
  const which = kind === 'tier' ? tierName(of) : nameOf(kind, of, words);
  return which === '' ? name : `${name} ${which}`;
}

/** Codes of the rules in words: a layer, a channel, a type of event; names of the brand as they are. */
function nameOf(kind: string, of: string, words: Messages): string {
  switch (kind) {
    case 'channel':
      return words.channels[of] ?? of;
    case 'layer':
      return words.customer.layers[of] ?? of;
    case 'base':
      return words.customer.types[of] ?? of;
    default:
      return of;
  }
}

/** Bonuses that are added say what they add, +20%; those that are multiplied say ×1.2. */
function timesOf({ percent }: Step, multiplies: boolean): string {
  if (percent === null) return '';
  if (!multiplies) return `${percent >= 100 ? '+' : '−'}${Math.abs(percent - 100)}%`;
  const hundredths = String(percent % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `×${Math.floor(percent / 100)}${hundredths === '' ? '' : `.${hundredths}`}`;
}

/** Null where a step does not say what it brought. */
function stepsOf(list: unknown): readonly Step[] | null {
  if (!Array.isArray(list)) return null;
  const steps: Step[] = [];
  for (const item of list as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) return null;
    const { kind, of, percent, adds } = item as Record<string, unknown>;
    if (typeof kind !== 'string' || typeof adds !== 'number') return null;
    steps.push({
      kind,
      of: typeof of === 'string' ? of : '',
      percent: typeof percent === 'number' ? percent : null,
      adds,
    });
  }
  return steps;
}
