export const permissions = ['customers.read', 'customers.reveal', 'customers.manage'] as const;
