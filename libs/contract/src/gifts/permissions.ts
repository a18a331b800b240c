export const permissions = ['gifts.write'] as const;
