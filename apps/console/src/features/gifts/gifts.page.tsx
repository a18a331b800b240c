import { Segmented } from 'antd';
import { Page } from '../../ui/page';
import { oneOf } from '../../ui/query';
import { useUrlState } from '../../ui/use-url-state';
import { ExchangeRates } from './exchange-rates';
import { GiftList } from './gift-list';
import { GiftOrders } from './gift-orders';
import { useGiftWords } from './gift-words';
import styles from './gifts.module.css';
import { SpendingSettings } from './spending-settings';

const tabs = ['gifts', 'orders', 'settings', 'exchange'] as const;
type Tab = (typeof tabs)[number];

const parts = {
  gifts: GiftList,
  orders: GiftOrders,
  settings: SpendingSettings,
  exchange: ExchangeRates,
} as const;

/** Everything that points can be spent on. Which part is shown is in the address. */
export function Screen() {
  const words = useGiftWords();
  const [params, change] = useUrlState();
  const tab = oneOf(params.get('tab'), tabs) ?? 'gifts';
  const Part = parts[tab];
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <Segmented<Tab>
        aria-label={words.tabsLabel}
        className={styles.tabs ?? ''}
        value={tab}
        onChange={(next) =>
          // Filters and pages of one part mean nothing in another.
          change({
            tab: next === 'gifts' ? null : next,
            state: null,
            audience: null,
            gift: null,
            cursor: null,
            page: null,
            hide: null,
          })
        }
        options={tabs.map((value) => ({ value, label: words.tabs[value] }))}
      />
      <Part />
    </Page>
  );
}
