/** What points come to at a rate per 100 of them, in whole fen, as settlement rounds it: downwards. */
export const fenOf = (points: number, fenPer100: number): number => Math.floor((points * fenPer100) / 100);
