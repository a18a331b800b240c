/** In a browser the code is typed. */
export const canScan = false;

export const scanCode = async (_from?: 'camera' | 'anywhere'): Promise<string | null> => null;
