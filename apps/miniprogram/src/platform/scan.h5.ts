/** In a browser the code is typed. */
export const canScan = false;

export const scanCode = async (): Promise<string | null> => null;
