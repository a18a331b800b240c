import { errors } from '@liuliang/contract/errors';
import { isNotThere } from './refused';

it('knows every refusal of what is not there', () => {
  const missing = Object.entries(errors).filter(([, { status }]) => status === 404);
  expect(missing.length).toBeGreaterThan(10);
  for (const [code] of missing) expect([code, isNotThere({ code, data: {} })]).toEqual([code, true]);
});

it('takes an id that is none for one of nothing, and other faults for what they are', () => {
  const refused = (field: string) => ({ code: 'INPUT_INVALID', data: { faults: [{ field, fault: 'x' }] } });
  expect(isNotThere(refused('params.customerId'))).toBe(true);
  expect(isNotThere(refused('query.limit'))).toBe(false);
  expect(isNotThere({ code: 'NETWORK', data: {} })).toBe(false);
  expect(isNotThere({ code: 'UNEXPECTED', data: {} })).toBe(false);
});
