/** WeChat tells how somebody came with each opening of the app. */
export const entryQuery = (): Readonly<Record<string, unknown>> => ({});
