export const permissions = ['scenes.write'] as const;
