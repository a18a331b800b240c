/** Numbers from 0 on, the smallest that is free: each belongs to one holder until it is given back. */
export class Lanes {
  private readonly taken: boolean[] = [];

  take(): number {
    const free = this.taken.indexOf(false);
    const lane = free < 0 ? this.taken.length : free;
    this.taken[lane] = true;
    return lane;
  }

  /** Of whoever took none nothing is given back. */
  giveBack(lane: number): void {
    if (lane in this.taken) this.taken[lane] = false;
  }
}
