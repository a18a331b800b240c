import { customerColumns } from '@liuliang/contract';
import { formatInstant } from '@liuliang/domain';
import type { CustomerItem } from '../customer-admin';
import { csvOf, harmless } from '../../platform/csv';
import type { Asked } from './entities';

type Language = Asked['language'];
type Column = Asked['columns'][number];
type Cell = string | number | null;

const HEADS: Readonly<Record<Column, Readonly<Record<Language, string>>>> = {
  customer: { zh: '顾客', en: 'Customer' },
  layer: { zh: '层级', en: 'Layer' },
  tier: { zh: '会员等级', en: 'Tier' },
  joined: { zh: '入会', en: 'Joined' },
  orders: { zh: '订单', en: 'Orders' },
  spent: { zh: '消费（元）', en: 'Spent (CNY)' },
  points: { zh: '可用积分', en: 'Points available' },
  lastSeen: { zh: '最近出现', en: 'Last seen' },
  firstSeen: { zh: '首次出现', en: 'First seen' },
};

const FEN_PER_YUAN = 100;

/** How customers stand in a file: headings, and a line each. The id stands for the person; no name goes in. */
export class CustomerSheet {
  private readonly columns: readonly Column[];

  constructor(
    { columns, language }: Asked,
    private readonly timeZone: string,
  ) {
    this.columns = customerColumns.filter((column) => columns.includes(column));
    this.language = language;
  }

  private readonly language: Language;

  head(): string {
    return csvOf([this.columns.map((column) => HEADS[column][this.language])]);
  }

  lines(items: readonly CustomerItem[]): string {
    return items.length === 0
      ? ''
      : csvOf(items.map((item) => this.columns.map((one) => this.cell(one, item))));
  }

  private cell(column: Column, item: CustomerItem): Cell {
    if (column === 'customer') return item.customerId;
    if (column === 'layer') return item.layer;
    if (column === 'tier') return item.tier ? harmless(item.tier.name[this.language]) : null;
    if (column === 'orders') return item.orders;
    if (column === 'spent') return item.spentFen / FEN_PER_YUAN;
    if (column === 'points') return item.pointsAvailable;
    const atMs = { joined: item.joinedAtMs, lastSeen: item.lastSeenAtMs, firstSeen: item.firstSeenAtMs }[
      column
    ];
    return atMs === null ? null : formatInstant(atMs, this.timeZone);
  }
}
