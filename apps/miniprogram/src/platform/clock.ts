/** Difference between the server's clock and this device's; countdowns must end when the server says so. */
let offsetMs = 0;

/**
 * Learns the offset from an answer that carried the server's time. The answer was written somewhere between sending
 * and receiving, so the middle is the best guess, wrong by at most half the round trip.
 */
export function learnServerTime(serverNowMs: number, sentAtMs: number, receivedAtMs: number): void {
  offsetMs = serverNowMs - (sentAtMs + receivedAtMs) / 2;
}

/** Now by the server's clock, UTC milliseconds. */
export const serverNowMs = (): number => Math.round(Date.now() + offsetMs);
