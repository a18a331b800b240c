import { Lanes } from './lanes';

describe('lanes', () => {
  it('are the smallest that nobody has', () => {
    const lanes = new Lanes();
    expect([lanes.take(), lanes.take(), lanes.take()]).toEqual([0, 1, 2]);
    lanes.giveBack(1);
    expect([lanes.take(), lanes.take()]).toEqual([1, 3]);
  });

  it('that nobody took are not given back', () => {
    const lanes = new Lanes();
    lanes.giveBack(-1);
    lanes.giveBack(7);
    expect([lanes.take(), lanes.take()]).toEqual([0, 1]);
  });
});
