import { cpus } from 'node:os';
import { watchMachine, type MachineFiles } from './machine';

/** user, nice, system, idle, iowait, irq, softirq, steal, and two that are counted in user already */
type Ticks = readonly number[];

/** A kernel that tells one planted figure after the other, and ours of seconds beside them. */
function planted(stats: readonly Ticks[], oursSeconds: readonly number[]) {
  let told = 0;
  let asked = 0;
  const files: MachineFiles = {
    stat: () => `cpu  ${stats[told++]?.join(' ')}\ncpu0 1 1 1 1 1 1 1 1 1 1\n`,
    loadavg: () => '3.25 1.10 0.90 2/133 26368\n',
  };
  return watchMachine({ secondsOfBench: () => oursSeconds[asked++] ?? 0 }, files);
}

const START: Ticks = [1000, 10, 200, 5000, 50, 0, 20, 30, 7, 0];

describe('what others had of the machine', () => {
  it('is what was neither idle nor stolen nor ours', () => {
    // Of 1,000 ticks: 500 idle, 100 waiting for a disk, 50 stolen, 200 ours, so 150 of others.
    const end: Ticks = [1250, 20, 270, 5500, 150, 5, 35, 80, 200, 0];
    const share = planted([START, end], [4, 6])();
    expect(share).toEqual({ cores: cpus().length, load: 3.25, stolen: 0.05, others: 0.15 });
  });

  it('is never less than nothing, though ticks are whole and ours are not', () => {
    const end: Ticks = [1100, 10, 200, 5100, 50, 0, 20, 30, 7, 0];
    expect(planted([START, end], [4, 5.004])()).toMatchObject({ stolen: 0, others: 0 });
  });

  it('is not known where the kernel does not say', () => {
    const noFile = (): string => {
      throw new Error('ENOENT');
    };
    expect(watchMachine({ secondsOfBench: () => 0 }, { stat: noFile, loadavg: noFile })()).toBeNull();
    expect(planted([[1, 2, 3], START], [0, 0])()).toBeNull();
  });

  it('is not known when no time went by', () => {
    expect(planted([START, START], [4, 4])()).toBeNull();
  });
});
