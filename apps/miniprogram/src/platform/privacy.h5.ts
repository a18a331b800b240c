/** A browser has no guide of WeChat's, and asks nobody. */
export const openWechatGuide: (() => void) | null = null;
export const watchPrivacy = (): void => undefined;
