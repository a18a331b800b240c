import type { ReturningFigures, StarReport } from '@liuliang/domain';
import { StarService } from '../modules/insights';
import { CommandError, type Command } from './command';
import { dayOption, LAYER_OPTIONS, rulesOption, scopeOption } from './layer-options';
import { percent, tableLines, type Cell } from './table';

export const star: Command = {
  name: 'star',
  usage: `star --from DAY --to DAY ${LAYER_OPTIONS}   scaling, triangulating, activating, returning`,
  async run(context) {
    const [fromDay, toDay] = [dayOption(context, 'from'), dayOption(context, 'to')];
    const brand = await context.brand();
    const rules = rulesOption(context, brand);
    const scope = await scopeOption(context, brand);
    const service = context.app.get(StarService, { strict: false });
    const report = await service.report(brand, { fromDay, toDay, scope, rules });
    if (!report.ok) throw new CommandError(report.error.code, '--from must lie before --to');
    context.answer(report.value, reportLines(report.value));
    return 0;
  },
};

function reportLines({ S, T, A, R }: StarReport): string[] {
  const layers = Object.keys(S.byLayer);
  const { total } = S;
  const scaling: Cell[][] = layers.map((code) => {
    const layer = S.byLayer[code];
    const [from, to] = [layer?.from ?? 0, layer?.to ?? 0];
    return [code, from, to, percent(layer?.growth), percent(T.from[code]), percent(T.to[code])];
  });
  const codes = ['none', ...layers];
  return [
    `Assets ${total.from} → ${total.to} (${percent(total.growth)}), new ${total.new}, lost ${total.lost}`,
    '',
    ...tableLines(['layer', 'from', 'to', 'growth', 'share from', 'share to'], scaling),
    '',
    ...tableLines(
      ['from \\ to', ...codes],
      A.flow.map((row, layer) => [codes[layer] ?? '', ...row]),
    ),
    '',
    ...tableLines(
      ['layer', 'forward', 'stay', 'reverse'],
      layers.map((code) => [code, percent(A.forward[code]), percent(A.stay[code]), percent(A.reverse[code])]),
    ),
    '',
    ...tableLines(
      [
        'layer',
        'GMV fen',
        'net fen',
        'orders',
        'buyers',
        'conversion',
        'fen per buyer',
        'fen per order',
        'repurchase',
      ],
      [...codes.map((code) => returningCells(code, R.byLayer[code])), returningCells('total', R.total)],
    ),
  ];
}

function returningCells(code: string, figures: ReturningFigures | undefined): Cell[] {
  if (!figures) return [code];
  return [
    code,
    figures.gmvFen,
    figures.netGmvFen,
    figures.orders,
    figures.buyers,
    percent(figures.conversion),
    figures.spendPerBuyerFen,
    figures.spendPerOrderFen,
    percent(figures.repurchaseRate),
  ];
}
