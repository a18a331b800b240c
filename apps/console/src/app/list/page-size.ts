import { oneOf } from '../../ui/query';

/** How many rows a page of a list may have; the contract gives no more at once. */
export const PAGE_SIZES = ['20', '50', '100'] as const;

/** The size that the address asks for, else the list's own. */
export const pageSizeFrom = (address: string | null, own: number): number =>
  Number(oneOf(address, PAGE_SIZES) ?? own);
