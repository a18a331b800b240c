export const permissions = ['ledger.read'] as const;
