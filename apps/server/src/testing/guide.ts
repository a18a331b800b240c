import type { Client } from '@liuliang/contract/client';
import { BrandsService } from '../modules/brands';
import { GuideRolesService } from '../modules/guides';
import type { TestHttp } from './test-http';

const SHOP = { code: 'S1', name: '静安店', kind: 'direct', region: '' } as const;

/** A member who sells in a store of their own, signed in: the person `guide`, whose code is G1. */
export async function openGuide(
  http: TestHttp,
  shop: {
    readonly code: string;
    readonly name: string;
    readonly kind: 'direct';
    readonly region: string;
  } = SHOP,
): Promise<Client> {
  const brands = http.get(BrandsService);
  await brands.addStores(http.brand.id, [shop]);
  const stores = await http.platform.db.read((reader) => brands.stores(reader, http.brand.id));
  const { home } = await http.join('guide');
  await http.get(GuideRolesService).appoint(http.brand.id, {
    code: 'G1',
    storeId: stores.get(shop.code)?.id ?? 0,
    customerId: http.platform.publicIds.decode('cus', home.member?.customerId ?? '') ?? 0,
    name: '阿岚',
  });
  return (await http.signIn('guide')).client;
}
