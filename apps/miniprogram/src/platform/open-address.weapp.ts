import { copy } from './copy';

/** WeChat lets no mini-program out: an address is copied, which WeChat says by itself. */
export const addressIs = 'copied';

export async function openAddress(address: string): Promise<void> {
  await copy(address);
}
