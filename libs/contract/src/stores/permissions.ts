export const permissions = ['stores.write'] as const;
