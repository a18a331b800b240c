import { subjectOf } from './subjects';

const to = (action: string, subject: string) => {
  const of = subjectOf(action, subject);
  return 'to' in of ? of.to : of.kind;
};

it('leads from every subject that an area writes to where it is seen', () => {
  expect(subjectOf('tiers.pass_granted', 'cus_3MPq')).toEqual({ kind: 'thing', id: 'cus_3MPq' });
  expect(subjectOf('settlement.closed', '2026-10/guide/gde_3MPq')).toEqual({
    kind: 'statement',
    period: '2026-10',
    party: { kind: 'guide', id: 'gde_3MPq' },
    to: '/settlement/statements/2026-10/guide/gde_3MPq',
  });
  expect(to('settlement.paid', '2026-10/store/sh jing/an')).toBe(
    '/settlement/statements/2026-10/store/sh%20jing%2Fan',
  );
  expect(to('ledger.audited', 'ledger')).toBe('/points/audits');
  expect(to('earning.published', 'v12')).toBe('/points/rules/v/12');
  expect(to('tiers.published', 'v2')).toBe('/points/tiers/v/2');
  expect(to('connector.rotated', '5f0c')).toBe('/access');
});

it('shows no row id of before, and leads from no draft that is gone', () => {
  expect(to('tiers.pass_granted', 'tier pass 245278310400000')).toBe('pass');
  expect(to('tiers.revoked', 'customer 245278310400000')).toBe('customer');
  expect(to('earning.draft_discarded', 'v3')).toBeNull();
  expect(to('operator.signed_in', '')).toBe('none');
});
