import { Button, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useUrlState } from '../../ui/use-url-state';
import { useMessages } from '../language';
import { chosenFrom, type Chosen, type ListFilters } from './chosen';
import styles from './list.module.css';

export function useChosen<F extends ListFilters>(filters: F): Chosen<F> {
  const [params] = useUrlState();
  return chosenFrom(params, filters);
}

interface FilterBarProps {
  readonly filters: ListFilters;
  /** A field of the screen's own before the filters. */
  readonly search?: ReactNode;
  /** The same behind them. */
  readonly more?: ReactNode;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

/** What a list shows of everything, as the address says it. */
export function FilterBar({ filters, search, more, isFiltered, onClear }: FilterBarProps) {
  const { list: text } = useMessages();
  const [params, change] = useUrlState();
  const chosen = chosenFrom(params, filters);
  const choose = (name: string, value: string, initial?: string) =>
    change({ [name]: value === initial ? null : value, cursor: null, page: null });
  return (
    <div className={styles.filters} role="search">
      {search}
      {Object.entries(filters).map(([name, { label, options, any, initial }]) =>
        any === undefined ? (
          <Segmented
            key={name}
            aria-label={label}
            value={chosen[name] ?? ''}
            onChange={(value) => choose(name, value, initial)}
            options={Object.entries(options).map(([value, title]) => ({ value, label: title }))}
          />
        ) : (
          <Select
            key={name}
            aria-label={label}
            className={styles.choice}
            popupMatchSelectWidth={false}
            value={chosen[name] ?? ''}
            onChange={(value) => choose(name, value)}
            options={[
              { value: '', label: any },
              ...Object.entries(options).map(([value, title]) => ({ value, label: title })),
            ]}
          />
        ),
      )}
      {more}
      {isFiltered && (
        <Button type="link" onClick={onClear}>
          {text.clear}
        </Button>
      )}
    </div>
  );
}
