/** Faults listed per check; the rest is the same story. */
export const FAULTS_MAX = 20;

/** The end of a condition: of one brand, or of all of them. */
export const inBrand = (brandId: number | null, column: string): string =>
  brandId === null ? '' : ` AND ${column} = ${brandId}`;
