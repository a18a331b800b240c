import type { TeamOutlined } from '@ant-design/icons';
import type { OperatorPermission, PublicIdKind } from '@liuliang/contract/client';
import type { ReactNode } from 'react';
import type { Language } from '../ui/format';

/** A word in every language of the console. */
export type Text = Readonly<Record<Language, string>>;

/** The permissions that screens ask for; the server decides, this only hides what would be refused. */
export type Permission = OperatorPermission;

/** Headings of the navigation that several features stand under. */
export const navigationGroups = {
  points: { zh: '积分与等级', en: 'Points and tiers' },
  settlement: { zh: '结算', en: 'Settlement' },
} satisfies Record<string, Text>;

/** Where a screen stands in the navigation. */
interface MenuPlace {
  readonly name: Text;
  readonly Icon: typeof TeamOutlined;
  /** From small to large. */
  readonly order: number;
  readonly group?: keyof typeof navigationGroups;
  /** Addresses that belong to the item without lying below it. */
  readonly also?: readonly string[];
}

export interface FeatureScreen {
  /** Below /console, without a leading slash; parameters as `:customerId`. */
  readonly path: string;
  /** Null: for everybody who is signed in. */
  readonly needs: Permission | null;
  /** Imports the screen's file, so that its code is loaded when its address is first opened. */
  readonly load: () => Promise<{ readonly Screen: () => ReactNode }>;
  /** The prefixes of the public ids whose things the screen shows: a search for such an id opens it, and links lead there. */
  readonly opens?: PublicIdKind | readonly PublicIdKind[];
  /** Absent: other screens lead to it. */
  readonly menu?: MenuPlace;
}

/** A place in the navigation with where it leads: to `path`, for those who have the permission (null: everybody). */
export interface NavigationItem extends MenuPlace {
  readonly path: string;
  readonly needs: Permission | null;
}

/** Something that waits for whoever may decide about it. */
export interface WaitingKind {
  readonly key: string;
  readonly name: Text;
  /** Where it is decided, with the filter that shows only what waits. */
  readonly to: string;
  readonly needs: Permission;
  /** Imports what counts: how many wait for this operator, at most 100. */
  readonly load: () => Promise<{ readonly countWaiting: () => Promise<number> }>;
}

/** What a folder below features/ adds to the console. Its words beyond these are loaded with its screens. */
export interface Feature {
  readonly screens: readonly FeatureScreen[];
  /** What of this feature may wait for an operator. */
  readonly waiting?: readonly WaitingKind[];
  /** The names of the permissions that this feature asks for, as operators read them. */
  readonly permissions?: Partial<Readonly<Record<Permission, Text>>>;
  /** The names of what this feature's part of the server writes into a customer's timeline. */
  readonly timeline?: Readonly<Record<string, Text>>;
  /** The names of the checks that this feature's part of the server adds to the audit of the ledger. */
  readonly auditChecks?: Readonly<Record<string, Text>>;
}
