export const permissions = ['guides.write'] as const;
