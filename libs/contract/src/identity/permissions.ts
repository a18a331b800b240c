export const permissions = ['access.manage'] as const;
