import { parsePeriod } from '@liuliang/domain';
import { LiabilityService, yuan, type LiabilityView } from '../modules/settlement';
import { CommandError, type Command, type CommandContext } from './command';
import { tableLines } from './table';

export const liability: Command = {
  name: 'liability',
  usage: 'liability --from MONTH --to MONTH [--brand CODE] --json   outstanding points, tied to the ledger',
  async run(context) {
    const brand = await context.brand();
    const service = context.app.get(LiabilityService, { strict: false });
    const report = await service.report(brand.id, monthOption(context, 'from'), monthOption(context, 'to'));
    if (!report.ok)
      throw new CommandError(report.error.code, '--from must not lie behind --to, nor --to in the future');
    context.answer(report.value, reportLines(report.value));
    return report.value.isTied ? 0 : 1;
  },
};

/** A month as `2026-11`. */
export function monthOption({ options }: CommandContext, name: string): number {
  const given = options[name];
  const period = typeof given === 'string' ? parsePeriod(given) : null;
  if (period === null) throw new CommandError('INPUT_INVALID', `--${name} needs a month, such as 2026-11`);
  return period;
}

const HEAD = [
  'month',
  'asset',
  'funder',
  'store',
  'opening',
  'issued',
  'activated',
  'redeemed',
  'expired',
  'clawed back',
  'adjusted',
  'closing',
  'cost',
];

function reportLines({ rows, programmes, ties, from, to }: LiabilityView): string[] {
  const cells = rows.map((row) => [
    row.month,
    row.asset,
    row.funder.name ?? row.funder.kind,
    row.store ?? '–',
    ...[row.opening, row.issued, row.activated, row.redeemed, row.expired, row.clawedBack, row.adjusted],
    row.closing,
    yuan(row.costFen),
  ]);
  const sums = programmes.map((row) => [
    `${from}…${to}`,
    row.asset,
    'all',
    'all',
    ...[row.opening, row.issued, row.activated, row.redeemed, row.expired, row.clawedBack, row.adjusted],
    row.closing,
    yuan(row.costFen),
  ]);
  return [
    ...tableLines(HEAD, [...cells, ...sums]),
    '',
    ...programmes.map(
      (row) =>
        `${row.asset}: expected breakage ${row.expectedBreakage ?? 'unknown: no lots have run their course yet'}`,
    ),
    ...ties.map(
      (tie) =>
        `${tie.lots === tie.entries ? 'ok    ' : 'FAILED'} ${tie.asset} ${tie.figure}: lots ${tie.lots}, entries ${tie.entries}`,
    ),
  ];
}
