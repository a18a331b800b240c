import { operatorPermissions, type Access, type ErrorCode } from '@liuliang/contract';
import { checkAccess } from './guard';
import type { CustomerPrincipal, Principal } from './principal';
import { RefusalError } from './refusal';

const visitor: CustomerPrincipal = {
  kind: 'customer',
  brandId: 1,
  sessionId: 1,
  person: { customerId: 1, family: [1] },
  isMember: false,
  guide: null,
};
const operator = (...permissions: string[]): Principal => ({
  kind: 'operator',
  brandId: 1,
  sessionId: 1,
  operatorId: 1,
  permissions: new Set(permissions),
  storeScope: null,
});

const principals: Record<string, Principal> = {
  nobody: { kind: 'public' },
  customer: visitor,
  member: { ...visitor, isMember: true },
  guide: { ...visitor, isMember: true, guide: { guideId: 1, storeId: 1 } },
  clerk: operator(),
  reader: operator('insights.read'),
  connector: { kind: 'open-api', brandId: 1, keyId: 'k' },
};

function answerTo(access: Access, who: string): ErrorCode | 'ok' {
  try {
    checkAccess(access, principals[who] as Principal);
    return 'ok';
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal.code;
    throw error;
  }
}

// Every kind of access against every kind of caller: what is not written as ok here is denied.
describe('access', () => {
  const IN = 'SIGN_IN_REQUIRED';
  const NO = 'FORBIDDEN';
  const JOIN = 'MEMBER_REQUIRED';
  const STAFF = 'GUIDE_REQUIRED';
  it.each<[Access, Record<string, ErrorCode | 'ok'>]>([
    [
      'public',
      { nobody: 'ok', customer: 'ok', member: 'ok', guide: 'ok', clerk: 'ok', reader: 'ok', connector: 'ok' },
    ],
    [
      'customer',
      { nobody: IN, customer: 'ok', member: 'ok', guide: 'ok', clerk: NO, reader: NO, connector: NO },
    ],
    [
      'member',
      { nobody: IN, customer: JOIN, member: 'ok', guide: 'ok', clerk: NO, reader: NO, connector: NO },
    ],
    [
      'guide',
      { nobody: IN, customer: STAFF, member: STAFF, guide: 'ok', clerk: NO, reader: NO, connector: NO },
    ],
    [
      'operator',
      { nobody: IN, customer: NO, member: NO, guide: NO, clerk: 'ok', reader: 'ok', connector: NO },
    ],
    [
      'operator:insights.read',
      { nobody: IN, customer: NO, member: NO, guide: NO, clerk: NO, reader: 'ok', connector: NO },
    ],
    [
      'operator:ledger.audit',
      { nobody: IN, customer: NO, member: NO, guide: NO, clerk: NO, reader: NO, connector: NO },
    ],
    ['open-api', { nobody: IN, customer: NO, member: NO, guide: NO, clerk: NO, reader: NO, connector: 'ok' }],
  ])('%s', (access, expected) => {
    const answers = Object.fromEntries(Object.keys(principals).map((who) => [who, answerTo(access, who)]));
    expect(answers).toEqual(expected);
  });

  it.each(operatorPermissions)('%s opens its own routes and no others', (permission) => {
    for (const wanted of operatorPermissions) {
      principals['one'] = operator(permission);
      expect(answerTo(`operator:${wanted}`, 'one')).toBe(wanted === permission ? 'ok' : 'FORBIDDEN');
    }
  });
});
