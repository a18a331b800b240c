export const permissions = ['adjustments.request', 'adjustments.approve'] as const;
