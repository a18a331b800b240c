import {
  AccountBookOutlined,
  AreaChartOutlined,
  AuditOutlined,
  CloudUploadOutlined,
  CrownOutlined,
  EditOutlined,
  FundOutlined,
  FlagOutlined,
  GiftOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  StarOutlined,
  TeamOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { Messages } from './messages.zh';
import { can, type Operator, type Permission } from './operator';

export interface Area {
  readonly key: keyof Messages['nav'];
  readonly path: string;
  readonly needs: Permission;
  readonly Icon: typeof TeamOutlined;
  /** Addresses that belong to the area without lying below it. */
  readonly also?: readonly string[];
  /** The heading that it stands under in the navigation, together with its neighbours of the same group. */
  readonly group?: keyof Messages['navGroups'];
}

/** The areas of the console by job. An area is listed here in the release that builds it. */
export const areas: readonly Area[] = [
  {
    key: 'overview',
    path: '/overview',
    needs: 'insights.read',
    Icon: AreaChartOutlined,
    also: ['/customers-behind'],
  },
  { key: 'customers', path: '/customers', needs: 'customers.read', Icon: TeamOutlined },
  { key: 'tiers', path: '/points/tiers', needs: 'insights.read', Icon: CrownOutlined, group: 'points' },
  { key: 'earning', path: '/points/rules', needs: 'earning.read', Icon: StarOutlined, group: 'points' },
  { key: 'gifts', path: '/points/gifts', needs: 'gifts.write', Icon: GiftOutlined, group: 'points' },
  { key: 'rewardFlags', path: '/points/flags', needs: 'earning.read', Icon: FlagOutlined, group: 'points' },
  { key: 'ledger', path: '/points/ledger', needs: 'ledger.read', Icon: AccountBookOutlined, group: 'points' },
  {
    key: 'adjustments',
    path: '/points/adjustments',
    needs: 'ledger.read',
    Icon: EditOutlined,
    group: 'points',
  },
  {
    key: 'audits',
    path: '/points/audits',
    needs: 'ledger.read',
    Icon: SafetyCertificateOutlined,
    group: 'points',
  },
  {
    key: 'statements',
    path: '/settlement/statements',
    needs: 'settlement.read',
    Icon: AuditOutlined,
    group: 'settlement',
  },
  {
    key: 'liability',
    path: '/settlement/liability',
    needs: 'settlement.read',
    Icon: FundOutlined,
    group: 'settlement',
  },
  {
    key: 'payouts',
    path: '/settlement/payouts',
    needs: 'settlement.read',
    Icon: WalletOutlined,
    group: 'settlement',
  },
  { key: 'imports', path: '/imports', needs: 'imports.write', Icon: CloudUploadOutlined },
  { key: 'system', path: '/system', needs: 'system.read', Icon: SettingOutlined },
];

export const areasOf = (operator: Operator): readonly Area[] =>
  areas.filter((area) => can(operator, area.needs));

/** The areas as the navigation shows them: neighbours of one group together, the others alone. */
export function groupsOf(shown: readonly Area[]): readonly (readonly Area[])[] {
  const groups: Area[][] = [];
  for (const area of shown) {
    const last = groups.at(-1);
    if (area.group && last?.[0]?.group === area.group) last.push(area);
    else groups.push([area]);
  }
  return groups;
}

export const isIn = (area: Area, pathname: string): boolean =>
  [area.path, ...(area.also ?? [])].some((path) => pathname === path || pathname.startsWith(`${path}/`));
