export const permissions = ['privacy.write'] as const;
