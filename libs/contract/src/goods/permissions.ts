export const permissions = ['goods.write'] as const;
