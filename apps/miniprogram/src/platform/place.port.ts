/** A rough place, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Marked extends Point {
  readonly name: string;
  readonly address: string;
}
