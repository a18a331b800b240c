/** WeChat shows its own splash, and fetches the other packages by the rules of app.config.ts. */
export const useFirstScreen = (_hasAnswer: boolean): void => undefined;
