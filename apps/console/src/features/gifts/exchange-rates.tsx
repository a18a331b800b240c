import { SwapOutlined } from '@ant-design/icons';
import type { ReplyOf } from '@liuliang/contract/client';
import { Select } from 'antd';
import { useState } from 'react';
import { api, queryClient, useReply } from '../../app/api';
import { useErrorText } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { useOperator } from '../../app/operator';
import { ConfirmButton } from '../../ui/confirm-button';
import { DataTable, type Column } from '../../ui/data-table';
import { Instant } from '../../ui/figures';
import { Field, Fields, WholeNumber } from '../../ui/form';
import { formatPoints } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Skeleton, EmptyState } from '../../ui/states';
import { useGiftWords } from './gift-words';
import styles from './gifts.module.css';

type Rates = ReplyOf<'exchangeRates'>;
type Rate = Rates['items'][number];

const renewRates = () => queryClient.invalidateQueries({ queryKey: ['exchangeRates'] });

/** At what rates points move between the brands of the group; this brand sets those that it will owe. */
export function ExchangeRates() {
  const { exchange: text } = useGiftWords();
  const columns = useColumns();
  const rates = useReply('exchangeRates', null, () => api.exchangeRates());
  return (
    <Loaded query={rates} skeleton={<Skeleton height={260} />}>
      {({ brands, items }) => (
        <div className={styles.settings}>
          <Panel title={text.title} hint={text.hint} flush>
            {items.length === 0 ? (
              <EmptyState icon={<SwapOutlined />} title={text.emptyTitle} text={text.emptyText} />
            ) : (
              <DataTable
                caption={text.title}
                columns={columns}
                rows={items}
                keyOf={({ fromBrand, toBrand }) => `${fromBrand} ${toBrand}`}
              />
            )}
          </Panel>
          <NewRate brands={brands} />
        </div>
      )}
    </Loaded>
  );
}

function useColumns(): readonly Column<Rate>[] {
  const { exchange: text } = useGiftWords();
  const errorText = useErrorText();
  const operator = useOperator();
  return [
    { key: 'from', title: text.from, render: ({ fromBrandName }) => fromBrandName },
    { key: 'to', title: text.to, render: ({ toBrandName }) => toBrandName },
    {
      key: 'rate',
      title: text.rate,
      render: (rate) => text.rateOf(formatPoints(rate.fromPoints), formatPoints(rate.toPoints)),
    },
    {
      key: 'limit',
      title: text.dayLimit,
      align: 'end',
      render: ({ dayLimit }) => (dayLimit === 0 ? text.noLimit : formatPoints(dayLimit)),
    },
    {
      key: 'changed',
      title: text.changed,
      align: 'end',
      render: ({ changedAtMs }) => <Instant value={changedAtMs} />,
      wideOnly: true,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      render: (rate) =>
        rate.toBrand === operator.brand.code && (
          <ConfirmButton
            label={text.remove}
            title={text.removeTitle(rate.fromBrandName)}
            okText={text.remove}
            cancelText={text.cancel}
            isDangerous
            isSmall
            onConfirm={async () => {
              const answer = await api.removeExchangeRate({ body: { fromBrand: rate.fromBrand } });
              if (!answer.ok) return errorText(answer.code);
              await renewRates();
              return null;
            }}
          >
            <p>{text.removeText}</p>
          </ConfirmButton>
        ),
    },
  ];
}

function NewRate({ brands }: { readonly brands: Rates['brands'] }) {
  const { exchange: text } = useGiftWords();
  const errorText = useErrorText();
  const operator = useOperator();
  const others = brands.filter(({ code }) => code !== operator.brand.code);
  const [fromBrand, setFromBrand] = useState(others[0]?.code ?? '');
  const [rate, setRate] = useState({ fromPoints: 100, toPoints: 100, dayLimit: 10_000 });
  if (others.length === 0) {
    return (
      <Panel title={text.add}>
        <p className={styles.quiet}>{text.alone}</p>
      </Panel>
    );
  }
  return (
    <Panel title={text.add}>
      <div className={styles.form}>
        <Fields>
          <Field label={text.brand}>
            {(field) => (
              <Select
                {...field}
                value={fromBrand}
                onChange={setFromBrand}
                options={others.map(({ code, name }) => ({ value: code, label: name }))}
              />
            )}
          </Field>
          {(['fromPoints', 'toPoints', 'dayLimit'] as const).map((key) => (
            <Field key={key} label={text[key]}>
              {(field) => (
                <WholeNumber
                  {...field}
                  min={key === 'dayLimit' ? 0 : 1}
                  max={key === 'dayLimit' ? 1e12 : 1_000_000}
                  value={rate[key]}
                  onChange={(value) => setRate({ ...rate, [key]: value })}
                />
              )}
            </Field>
          ))}
        </Fields>
        <span>
          <ConfirmButton
            label={text.save}
            title={text.rateOf(formatPoints(rate.fromPoints), formatPoints(rate.toPoints))}
            okText={text.save}
            cancelText={text.cancel}
            isPrimary
            onConfirm={async () => {
              const answer = await api.setExchangeRate({ body: { fromBrand, ...rate } });
              if (!answer.ok) return errorText(answer.code);
              await renewRates();
              return null;
            }}
          >
            <p>{text.saveText}</p>
          </ConfirmButton>
        </span>
      </div>
    </Panel>
  );
}
