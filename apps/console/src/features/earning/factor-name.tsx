import type { Plan } from './rules';
import { useEarningWords, useNamed } from './editor';

/** `会员等级 · 金卡`: which rule a step of a calculation was. */
export function FactorName({ factor: { kind, of } }: { readonly factor: Plan['factors'][number] }) {
  const { trial } = useEarningWords();
  const named = useNamed();
  const name = of === '' ? '' : nameOf(kind, of, named);
  return (
    <span>
      {trial.factors[kind]}
      {name && ` · ${name}`}
    </span>
  );
}

function nameOf(
  kind: Plan['factors'][number]['kind'],
  of: string,
  named: ReturnType<typeof useNamed>,
): string {
  if (kind === 'tier') return named.tier(Number(of));
  if (kind === 'layer') return named.layer(of);
  if (kind === 'channel') return named.channel(of);
  return of;
}
