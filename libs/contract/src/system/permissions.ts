export const permissions = ['system.read'] as const;
