import { operatorPermissions, type OperatorPermission } from '@liuliang/contract';

/** What an operator's role may do. A role that is not listed here may do nothing. */
const roles: Readonly<Record<string, readonly OperatorPermission[]>> = {
  owner: operatorPermissions,
  analyst: ['insights.read', 'customers.read', 'earning.read'],
  operations: [
    'insights.read',
    'customers.read',
    'imports.write',
    'ledger.read',
    'settlement.read',
    'earning.read',
    'earning.write',
    'guides.write',
    'tiers.write',
    'gifts.write',
    'adjustments.request',
  ],
  auditor: ['insights.read', 'settlement.read', 'earning.read', 'ledger.read', 'ledger.audit', 'system.read'],
};

export const roleNames = Object.keys(roles);

export const permissionsOf = (role: string): readonly OperatorPermission[] => roles[role] ?? [];
