import { AreaChartOutlined, CloudUploadOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons';
import type { Messages } from './messages.zh';
import { can, type Operator, type Permission } from './operator';

export interface Area {
  readonly key: keyof Messages['nav'];
  readonly path: string;
  readonly needs: Permission;
  readonly Icon: typeof TeamOutlined;
  /** Addresses that belong to the area without lying below it. */
  readonly also?: readonly string[];
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
  { key: 'imports', path: '/imports', needs: 'imports.write', Icon: CloudUploadOutlined },
  { key: 'system', path: '/system', needs: 'system.read', Icon: SettingOutlined },
];

export const areasOf = (operator: Operator): readonly Area[] =>
  areas.filter((area) => can(operator, area.needs));

export const isIn = (area: Area, pathname: string): boolean =>
  [area.path, ...(area.also ?? [])].some((path) => pathname === path || pathname.startsWith(`${path}/`));
