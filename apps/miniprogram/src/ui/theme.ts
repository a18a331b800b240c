import type { ReplyOf } from '@liuliang/contract/client';
import type { CSSProperties } from 'react';
import { readStored, writeStored } from '../platform/storage';
import { createStore, useStore } from '../platform/store';
import { brandColours } from './colour.shared';

type Brand = ReplyOf<'memberHome'>['brand'];

/** The brand as last seen, so that the next launch opens in its colours before the first answer. */
const theme = createStore<{ brand: Brand | null }>({ brand: readStored<Brand>('theme') });

export function applyBrandTheme(brand: Brand): void {
  const worn = theme.get().brand;
  if (worn !== null && JSON.stringify(worn) === JSON.stringify(brand)) return;
  writeStored('theme', brand);
  theme.set({ brand });
}

export const useBrand = (): Brand | null => useStore(theme).brand;

/** The brand's overrides of the tokens in tokens.scss and the size of text, set on a page's root element. */
export function tokensOf(brand: Brand | null, textScale: number): CSSProperties {
  const size = { '--text-scale': `${textScale}` } as CSSProperties;
  if (brand === null) return size;
  const colours = brandColours(brand.primaryColour);
  return {
    ...size,
    '--brand-fill': colours.fill,
    '--brand-fill-deep': colours.fillDeep,
    '--brand-on': colours.on,
    '--brand-text-light': colours.textOnLight,
    '--brand-text-dark': colours.textOnDark,
    '--brand-radius': `${Math.min(Math.max(brand.radiusPx, 0), 28)}px`,
  } as CSSProperties;
}
