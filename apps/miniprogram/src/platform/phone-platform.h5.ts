export const phonePlatform = () => 'browser' as const;
