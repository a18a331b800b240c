import type { Messages } from '../../messages.zh';
import { points } from '../../ui/format.shared';

/** One step from an amount to its points, as the earning rules wrote it down (`EarningFactor` of the contract). */
interface Factor {
  readonly kind: string;
  readonly of: string;
  readonly percent: number | null;
  readonly points: number | null;
}

/** 150 → 1.5, 200 → 2. */
export const timesOf = (percent: number): string =>
  `${Math.floor(percent / 100)}${
    percent % 100 === 0
      ? ''
      : `.${String(percent % 100)
          .padStart(2, '0')
          .replace(/0$/, '')}`
  }`;

/**
 * The sum behind points as label and value: base, tier ×1.5, birthday ×2, a limit. Explanations of postings made by
 * something else, or by rules newer than this build, have other fields; then there is nothing to say.
 */
export function factorFacts(
  explanation: Readonly<Record<string, unknown>>,
  words: Messages,
): readonly (readonly [label: string, value: string])[] {
  return factorsOf(explanation).map((factor) => [labelOf(factor, words), valueOf(factor, words)] as const);
}

function labelOf({ kind, of }: Factor, words: Messages): string {
  const name = words.points.factors[kind] ?? kind;
  const which = nameOf(kind, of, words);
  return which === '' ? name : `${name} ${which}`;
}

/** Codes of the rules in words: a level, a layer, a channel, a type of event; names of the brand as they are. */
function nameOf(kind: string, of: string, words: Messages): string {
  switch (kind) {
    case 'tier':
      return words.tier.level(of);
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

function valueOf(factor: Factor, words: Messages): string {
  if (factor.percent !== null) return words.points.times(timesOf(factor.percent));
  return factor.points === null ? words.common.unknown : words.points.becameOnly(points(factor.points));
}

function factorsOf(explanation: Readonly<Record<string, unknown>>): readonly Factor[] {
  const list = explanation['factors'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { kind, of, percent, points: left } = item as Record<string, unknown>;
    if (typeof kind !== 'string') return [];
    return [
      {
        kind,
        of: typeof of === 'string' ? of : '',
        percent: typeof percent === 'number' ? percent : null,
        points: typeof left === 'number' ? left : null,
      },
    ];
  });
}
