export const permissions = ['imports.write'] as const;
