import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { useBilingual, useWords } from '../../messages';
import { usePages } from '../../platform/pages';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { PagedList } from '../../ui/paged-list';
import { Press } from '../../ui/press';
import { EmptyState } from '../../ui/states';
import { GuideInvitation } from '../../ui/way-in';
import { Screen } from '../../common/frame/screen';
import { CustomerLine } from './customer-line';
import { type Asked, EVERYBODY, isEverybody, type MyCustomers, openCustomers } from './customers.resource';
import './guide.scss';

type Levels = MyCustomers['levels'];
const NOT_BOUGHT_DAYS = [30, 90] as const;

/** Whom the guide looks after: the latest contact first, found by name or number, narrowed down by what to do next. */
export function CustomersScreen() {
  const words = useWords();
  const [asked, setAsked] = useState(EVERYBODY);
  const [levels, setLevels] = useState<Levels>([]);
  const [isGuide, setGuide] = useState(true);
  if (!isGuide) {
    return (
      <Screen title={words.customers.title}>
        <GuideInvitation />
      </Screen>
    );
  }
  return (
    <Screen title={words.customers.title}>
      <Search onSearch={(search) => setAsked({ ...asked, search })} />
      <Filters asked={asked} levels={levels} onAsk={setAsked} />
      <Found
        key={JSON.stringify(asked)}
        asked={asked}
        onLevels={setLevels}
        onStranger={() => setGuide(false)}
      />
    </Screen>
  );
}

/** A name or a number is asked for when it is whole, not at every letter. */
function Search({ onSearch }: { onSearch: (search: string) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const type = (value: string) => {
    setTyped(value);
    if (value === '') onSearch('');
  };
  return (
    <View className="search">
      <Field
        isText
        value={typed}
        label={words.customers.search}
        maxLength={32}
        onChange={type}
        onDone={() => onSearch(typed.trim())}
      />
      <Button className="search__find" onPress={() => onSearch(typed.trim())}>
        {words.customers.find}
      </Button>
    </View>
  );
}

interface FiltersProps {
  readonly asked: Asked;
  readonly levels: Levels;
  readonly onAsk: (asked: Asked) => void;
}

function Filters({ asked, levels, onAsk }: FiltersProps) {
  const words = useWords();
  const textOf = useBilingual();
  const t = words.customers;
  const { gift, expiring, birthday, notBoughtDays, tier } = asked;
  return (
    <View className="chips" role="group" aria-label={t.filters}>
      <Chip text={t.gift} isOn={gift} onPress={() => onAsk({ ...asked, gift: !gift })} />
      <Chip text={t.expiring} isOn={expiring} onPress={() => onAsk({ ...asked, expiring: !expiring })} />
      <Chip text={t.birthday} isOn={birthday} onPress={() => onAsk({ ...asked, birthday: !birthday })} />
      {NOT_BOUGHT_DAYS.map((days) => (
        <Chip
          key={days}
          text={t.notBought(`${days}`)}
          isOn={notBoughtDays === days}
          onPress={() => onAsk({ ...asked, notBoughtDays: notBoughtDays === days ? null : days })}
        />
      ))}
      {levels.map(({ level, name }) => (
        <Chip
          key={`level-${level}`}
          text={textOf(name)}
          isOn={tier === level}
          onPress={() => onAsk({ ...asked, tier: tier === level ? null : level })}
        />
      ))}
    </View>
  );
}

function Chip({ text, isOn, onPress }: { text: string; isOn: boolean; onPress: () => void }) {
  return (
    <Press role="checkbox" isOn={isOn} className={`chip ${isOn ? 'chip--on' : ''}`} onPress={onPress}>
      {text}
    </Press>
  );
}

interface FoundProps {
  readonly asked: Asked;
  readonly onLevels: (levels: Levels) => void;
  readonly onStranger: () => void;
}

function Found({ asked, onLevels, onStranger }: FoundProps) {
  const words = useWords();
  const t = words.customers;
  const [open] = useState(() => openCustomers(asked));
  const pages = usePages(open.customers, open.loadMore, ({ customerId }) => customerId);
  const { value, problem } = pages;
  useEffect(() => {
    if (value !== null) onLevels(value.levels);
  }, [value, onLevels]);
  const isStranger = value === null && problem?.code === 'GUIDE_REQUIRED';
  useEffect(() => {
    if (isStranger) onStranger();
  }, [isStranger, onStranger]);
  const none = isEverybody(asked) ? (
    <EmptyState icon="person" title={t.none} hint={t.noneHint} />
  ) : (
    <EmptyState icon="person" title={t.noneFound} hint={t.noneFoundHint} />
  );
  // What is sealed is looked through a part at a time: nobody in the first part is not yet nobody.
  const goesOn = value !== null && value.items.length === 0 && value.nextCursor !== null;
  return (
    <PagedList
      of={pages}
      skeletonRows={5}
      empty={goesOn ? <Button onPress={pages.loadMore}>{t.more}</Button> : none}
    >
      {(items) => items.map((one) => <CustomerLine key={one.customerId} of={one} />)}
    </PagedList>
  );
}
