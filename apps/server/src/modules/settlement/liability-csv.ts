import { BYTE_ORDER_MARK, csvOf, harmless } from '../../platform/csv';
import type { LiabilityView } from './liability.service';
import { yuan } from './words';

const HEAD = [
  '月份 Month',
  '资产 Asset',
  '出资方 Funder',
  '门店 Store',
  '期初 Opening',
  '发放 Issued',
  '生效 Activated',
  '兑换 Redeemed',
  '过期 Expired',
  '追回 Clawed back',
  '调整 Adjusted',
  '期末 Closing',
  '成本（元） Cost (CNY)',
];

/** The rows of a liability report as a file for spreadsheets. */
export function liabilityCsv({ rows }: LiabilityView): string {
  const cells = rows.map((row) => [
    row.month,
    row.asset,
    harmless(row.funder.name ?? row.funder.kind),
    harmless(row.store ?? ''),
    row.opening,
    row.issued,
    row.activated,
    row.redeemed,
    row.expired,
    row.clawedBack,
    row.adjusted,
    row.closing,
    yuan(row.costFen),
  ]);
  return BYTE_ORDER_MARK + csvOf([HEAD, ...cells]);
}
