export const permissions = ['earning.read', 'earning.write'] as const;
