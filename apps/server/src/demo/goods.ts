import type { RawRow } from '../modules/imports';
import { goods } from './story';

/** What a piece costs the brand, of its price, in hundredths; prices are whole yuan. */
const COST_PERCENT = 38;

/** The catalogue as a file of items would say it; of a piece that is new the cost is not known yet. */
export const demoItems: readonly RawRow[] = goods.map(({ name, category, priceFen }, i) => ({
  ...{ item: name, name, category, item_brand: 'ISLET', season: '', launched_on: '' },
  price_fen: String(priceFen),
  cost_fen: i === 0 ? '' : String((priceFen / 100) * COST_PERCENT),
}));
