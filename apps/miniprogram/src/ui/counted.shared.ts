/** A number as it is written with its English noun: 1 point, 1,299 points. */
export const counted = (digits: string, noun: string): string =>
  `${digits} ${noun}${digits === '1' ? '' : 's'}`;
