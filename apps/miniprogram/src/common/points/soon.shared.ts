/** Points that end within this many days are worth a warning; of others it is enough to say how long they are good. */
const SOON_DAYS = 60;

export const isSoon = (endMs: number, nowMs: number): boolean => endMs - nowMs <= SOON_DAYS * 86_400_000;
