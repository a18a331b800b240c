import { actorOf, SYSTEM } from './actor';

describe('an actor', () => {
  it('is named by the role in which somebody acts', () => {
    const guide = { guideId: 7, storeId: 1 };
    expect(actorOf({ operatorId: 5 })).toEqual({ kind: 'operator', id: 5 });
    expect(actorOf({ customerId: 6, ...{ guide } })).toEqual({ kind: 'member', id: 6 });
    expect(actorOf(guide)).toEqual({ kind: 'guide', id: 7 });
    expect(actorOf({ keyId: 'lk_1' })).toEqual({ kind: 'connector', id: 0 });
  });

  it('is the system on the command line', () => {
    expect(actorOf({ operatorId: 0 })).toEqual(SYSTEM);
  });
});
