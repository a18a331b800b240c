import { FilterOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, Popover } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { isDay } from '../../ui/days';
import { decimalText, hundredthsOf } from '../../ui/decimal';
import { Field } from '../../ui/form';
import { formatCount } from '../../ui/format';
import { useUrlState } from '../../ui/use-url-state';
import styles from './customers.module.css';
import { useCustomerWords } from './words';

const NAMES = ['spentFrom', 'spentTo', 'seenFrom', 'seenTo'] as const;
const FEN_MAX = 1e12;

/** The ranges that the address asks for; what is none counts as not asked. Money stands there in yuan. */
export function rangesFrom(params: URLSearchParams) {
  const fen = (name: string) => fenOf(params.get(name) ?? '') ?? undefined;
  const day = (name: string) => [params.get(name)].find(isDay);
  return {
    spentFromFen: fen('spentFrom'),
    spentToFen: fen('spentTo'),
    seenFrom: day('seenFrom'),
    seenTo: day('seenTo'),
  };
}

function fenOf(text: string): number | null {
  const fen = hundredthsOf(text);
  return fen !== null && fen >= 0 && fen <= FEN_MAX ? fen : null;
}

/** What was spent and when somebody was last seen, from and to. */
export function Ranges() {
  const { ranges: w } = useCustomerWords();
  const [params] = useUrlState();
  const [isOpen, setOpen] = useState(false);
  const asked = Object.values(rangesFrom(params)).filter((bound) => bound !== undefined).length;
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<RangeForm onDone={() => setOpen(false)} />}
    >
      <Button icon={<FilterOutlined aria-hidden />}>
        {w.title}
        {asked > 0 && ` · ${formatCount(asked)}`}
      </Button>
    </Popover>
  );
}

function RangeForm({ onDone }: { readonly onDone: () => void }) {
  const { ranges: w } = useCustomerWords();
  const [params, change] = useUrlState();
  const { spentFromFen, spentToFen, seenFrom, seenTo } = rangesFrom(params);
  const [from, setFrom] = useState(spentFromFen === undefined ? '' : decimalText(spentFromFen));
  const [to, setTo] = useState(spentToFen === undefined ? '' : decimalText(spentToFen));
  const [days, setDays] = useState<readonly [string | null, string | null]>([
    seenFrom ?? null,
    seenTo ?? null,
  ]);
  const isWrong = [from, to].some((text) => text.trim() !== '' && fenOf(text) === null);
  const isTurned = (fenOf(to) ?? FEN_MAX) < (fenOf(from) ?? 0);
  const apply = () => {
    change({
      spentFrom: from.trim(),
      spentTo: to.trim(),
      seenFrom: days[0],
      seenTo: days[1],
      cursor: null,
      page: null,
    });
    onDone();
  };
  return (
    <form
      className={styles.ranges}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong && !isTurned) apply();
      }}
    >
      <Field label={w.spent} fault={isWrong ? w.spentWrong : isTurned ? w.spentTurned : undefined}>
        {(field) => (
          <span className={styles.pair}>
            <Input
              {...field}
              prefix="¥"
              inputMode="decimal"
              placeholder={w.from}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
            <Input
              aria-label={`${w.spent} ${w.to}`}
              prefix="¥"
              inputMode="decimal"
              placeholder={w.to}
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          </span>
        )}
      </Field>
      <Field label={w.seen} hint={w.hint}>
        {(field) => (
          <DatePicker.RangePicker
            id={{ start: field.id }}
            allowEmpty={[true, true]}
            placeholder={[w.from, w.to]}
            value={[days[0] ? dayjs(days[0]) : null, days[1] ? dayjs(days[1]) : null]}
            onChange={(picked) =>
              setDays([picked?.[0]?.format('YYYY-MM-DD') ?? null, picked?.[1]?.format('YYYY-MM-DD') ?? null])
            }
          />
        )}
      </Field>
      <span className={styles.pair}>
        <Button type="primary" htmlType="submit" disabled={isWrong || isTurned}>
          {w.apply}
        </Button>
        <Button
          onClick={() => (
            change({ ...Object.fromEntries(NAMES.map((name) => [name, null])), cursor: null, page: null }),
            onDone()
          )}
        >
          {w.none}
        </Button>
      </span>
    </form>
  );
}
