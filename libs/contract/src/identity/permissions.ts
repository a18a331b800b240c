export const permissions = ['access.manage', 'access.log'] as const;
