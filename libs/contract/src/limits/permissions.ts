export const permissions = ['limits.read', 'limits.approve'] as const;
