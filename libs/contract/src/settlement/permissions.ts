export const permissions = ['settlement.read', 'settlement.write'] as const;
