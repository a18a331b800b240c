/** Postings of stories happen when they are told, by the clock of the world that was opened last. */
let clock: { nowMs(): number } = { nowMs: () => 1 };

export const tellBy = (of: typeof clock): void => void (clock = of);
export const toldAtMs = (): number => clock.nowMs();
