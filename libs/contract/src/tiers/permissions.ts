export const permissions = ['tiers.write'] as const;
