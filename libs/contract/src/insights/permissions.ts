export const permissions = ['insights.read'] as const;
