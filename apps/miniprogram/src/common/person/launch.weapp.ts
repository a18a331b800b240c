/** Nothing to follow: WeChat opens the page that was asked for. */
export const followAddress = (): void => undefined;
