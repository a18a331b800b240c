export const permissions = ['ledger.audit'] as const;
