/** A browser has the new version at its next visit. */
export const offerUpdate = (): void => undefined;
