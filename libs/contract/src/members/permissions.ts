export const permissions = ['customers.read', 'customers.reveal'] as const;
