/** A browser page may not touch the screen's brightness. */
export const brightenScreen = (): (() => void) => () => undefined;
