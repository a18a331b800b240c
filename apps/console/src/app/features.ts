import type { Feature, FeatureScreen, NavigationItem, Permission, Text, WaitingKind } from './feature';
import { can, type Operator } from './operator';

/** Every feature of the console: a new one is a new folder, and nothing else names it. */
const features: readonly Feature[] = Object.values(
  import.meta.glob<Feature>('../features/*/feature.ts', { eager: true, import: 'feature' }),
);

export const screens: readonly FeatureScreen[] = features.flatMap((feature) => feature.screens);

const navigation: readonly NavigationItem[] = screens
  .flatMap(({ path, needs, menu }) => (menu ? [{ ...menu, path: `/${path}`, needs }] : []))
  .sort((a, b) => a.order - b.order);

const isOpen = ({ needs }: FeatureScreen, operator: Operator): boolean =>
  needs === null || can(operator, needs);

/** Where the thing of a public id is shown, for those who may see it; null: no screen shows such things. */
export function addressOfId(operator: Operator, text: string): string | null {
  const [, prefix] = /^([a-z]{3})_[0-9A-Za-z]{1,24}$/.exec(text) ?? [];
  const screen = screens.find(
    (one) => [one.opens].flat().some((kind) => kind === prefix) && isOpen(one, operator),
  );
  return prefix && screen ? `/${screen.path.replace(/:\w+/, text)}` : null;
}

/** Whether an address of the console leads to a screen that the operator may see. */
export function isOpenTo(operator: Operator, address: string): boolean {
  const path = address.split(/[?#]/)[0] ?? '';
  const screen = screens.find((one) => new RegExp(`^/${one.path.replace(/:\w+/g, '[^/]+')}$`).test(path));
  return screen !== undefined && isOpen(screen, operator);
}

const waitingKinds: readonly WaitingKind[] = features.flatMap(({ waiting = [] }) => waiting);

export const waitingKindsOf = (operator: Operator): readonly WaitingKind[] =>
  waitingKinds.filter(({ needs }) => can(operator, needs));

const namesOf = (part: 'permissions' | 'timeline' | 'auditChecks'): Readonly<Record<string, Text>> =>
  Object.assign({}, ...features.map((feature) => feature[part]));

export const permissionNames: Readonly<Partial<Record<Permission, Text>>> = namesOf('permissions');
export const timelineNames = namesOf('timeline');
export const auditCheckNames = namesOf('auditChecks');

export const navigationOf = (operator: Operator): readonly NavigationItem[] =>
  navigation.filter(({ needs }) => needs === null || can(operator, needs));

/** The items as the navigation shows them: neighbours of one group together, every other one by itself. */
export function groupsOf(shown: readonly NavigationItem[]): readonly (readonly NavigationItem[])[] {
  const groups: NavigationItem[][] = [];
  for (const item of shown) {
    const last = groups.at(-1);
    if (item.group && last?.[0]?.group === item.group) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

export const isIn = (item: NavigationItem, pathname: string): boolean =>
  [item.path, ...(item.also ?? [])].some((path) => pathname === path || pathname.startsWith(`${path}/`));
