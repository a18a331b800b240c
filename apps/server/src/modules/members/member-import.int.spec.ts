import { Outbox } from '../../platform/outbox';
import { openTestServer, STORY_STARTS_MS, type TestServer } from '../../testing/test-server';
import { BrandsService, type Brand } from '../brands';
import { consentTexts } from './consent-texts';
import { ConsentsService } from './consents.service';
import { CustomersService } from './customers.service';
import { MemberImport, type KnownPerson } from './member-import.service';
import { MembershipService } from './membership.service';

const YEAR_MS = 365 * 86_400_000;
const joinedAtMs = STORY_STARTS_MS - YEAR_MS;
const mobile = { kind: 'mobile', value: '+8613900000001' } as const;

const person = (changes: Partial<KnownPerson> = {}): KnownPerson => ({
  identities: [{ kind: 'pos_card', value: 'K-1' }, mobile],
  firstSeenAtMs: joinedAtMs - 1_000,
  membership: {
    joinedAtMs,
    nickname: '林一',
    verifiedMobile: mobile.value,
    homeStoreId: 0,
    consents: consentTexts.map(({ purpose, version }) => ({
      purpose,
      version,
      granted: purpose === 'membership',
    })),
    channel: 'pos',
  },
  ...changes,
});

describe('bringing members over', () => {
  let server: TestServer;
  let brand: Brand;
  const run = (people: readonly KnownPerson[]): Promise<number[]> =>
    server.get(MemberImport).run(brand, people);
  const profileOf = async (customerId: number) => {
    const { db } = server.platform;
    const read = await db.read((reader) =>
      server.get(MembershipService).profiles(reader, brand.id, [customerId]),
    );
    return read.get(customerId);
  };

  beforeEach(async () => {
    server = await openTestServer();
    brand = (await server.get(BrandsService).create({ code: 'islet', name: '屿见' })) as Brand;
  });
  afterEach(() => server.close());

  it('keeps the day they joined, their age and what they agreed to, and welcomes nobody', async () => {
    const [customerId = 0] = await run([person()]);
    expect(await profileOf(customerId)).toMatchObject({
      ...{ joinedAtMs, firstKnownAtMs: joinedAtMs - 1_000 },
      ...{ nickname: '林一', mobileMasked: '139****0001' },
    });
    const choices = await server.platform.db.read((reader) =>
      server.get(ConsentsService).inForce(reader, brand.id, [customerId]),
    );
    expect(choices).toHaveLength(3);
    expect(choices.every(({ atMs }) => atMs === joinedAtMs)).toBe(true);
    expect((await server.get(Outbox).waiting()).count).toBe(0);
  });

  it('knows a person by each of their identities afterwards', async () => {
    const [customerId] = await run([person()]);
    const found = await server.platform.db.read((reader) =>
      server.get(CustomersService).find(reader, brand, mobile),
    );
    expect(found).toBe(customerId);
  });

  it('changes nothing when somebody comes twice (MEMBER-IMPORT-1)', async () => {
    const first = await run([person()]);
    const again = person();
    const later = again.membership && { ...again.membership, joinedAtMs: STORY_STARTS_MS, nickname: '别人' };
    expect(await run([{ ...again, membership: later }])).toEqual(first);
    expect(await profileOf(first[0] ?? 0)).toMatchObject({ joinedAtMs, nickname: '林一' });
  });

  it('leaves an identity with whom it names already', async () => {
    const [first] = await run([person()]);
    const [second] = await run([
      {
        identities: [{ kind: 'jd_pin', value: 'jd-1' }, mobile],
        firstSeenAtMs: joinedAtMs,
        membership: null,
      },
    ]);
    expect(second).not.toBe(first);
    const found = await server.platform.db.read((reader) =>
      server.get(CustomersService).find(reader, brand, mobile),
    );
    expect(found).toBe(first);
  });
});
