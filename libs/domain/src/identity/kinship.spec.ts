import { NEVER_MS } from '../shared/limits';
import { Kinship, type StandingMerge } from './kinship';

const merge = (id: number, aliasId: number, keptId: number, atMs: number, more = {}): StandingMerge => ({
  ...{ id, aliasId, keptId, atMs, undoneAtMs: NEVER_MS, identities: new Set([`card${aliasId}`]) },
  ...more,
});

describe('who was one person with whom', () => {
  it('gives a fact to whom its card stood for at its instant, the instant of the merge included', () => {
    const kinship = new Kinship([merge(1, 2, 1, 100)]);
    expect([50, 100, 101].map((atMs) => kinship.ownerAt(1, 'card2', atMs))).toEqual([2, 2, 1]);
    expect(kinship.ownerAt(1, 'card1', 50)).toBe(1);
  });

  it('leaves with the kept one what happened while they were one, also once they are parted', () => {
    const kinship = new Kinship([merge(1, 2, 1, 100, { undoneAtMs: 200 })]);
    expect([100, 101, 200, 201].map((atMs) => kinship.ownerAt(2, 'card2', atMs))).toEqual([2, 1, 1, 2]);
    expect(kinship.familyAt(1, 100)).toEqual([1]);
    expect(kinship.familyAt(1, 200)).toEqual([1, 2]);
    expect(kinship.familyAt(2, 201)).toEqual([2]);
  });

  it('follows merges of merged people, and merges again', () => {
    const kinship = new Kinship([
      merge(1, 3, 2, 100, { undoneAtMs: 300 }),
      merge(2, 2, 1, 200, { undoneAtMs: 250, identities: new Set(['card2', 'card3']) }),
      merge(3, 3, 2, 400),
    ]);
    const owners = [100, 150, 225, 275, 350, 450].map((atMs) => kinship.ownerAt(2, 'card3', atMs));
    expect(owners).toEqual([3, 2, 1, 2, 3, 2]);
    expect(kinship.familyAt(3, 225)).toEqual([1, 2, 3]);
    expect(kinship.familyAt(2, 275)).toEqual([2, 3]);
    expect(kinship.kinOf(3)).toEqual([1, 2, 3]);
    expect(kinship.firstInto(2)?.id).toBe(3);
    expect(kinship.firstInto(1)).toBeNull();
  });
});
