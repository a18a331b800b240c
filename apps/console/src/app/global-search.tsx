import { SearchOutlined } from '@ant-design/icons';
import { AutoComplete, Input } from 'antd';
import { type ComponentRef, type KeyboardEvent as KeyboardEventOf, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, useReply } from './api';
import { addressOfId, navigationOf } from './features';
import { useLanguage, useMessages } from './language';
import { can, useOperator } from './operator';
import { isMobile, paletteOf, searchTarget, type PaletteItem } from './search';

// Leads to the order or the customers who are looked for; every other item leads to an address of its own.
const FIND = 'find';

/**
 * One field for everything that can be opened: a screen or a gift by a part of its name, any thing by its id, an order by its
 * number or that of a refund, a customer by a part of the name or the whole mobile number. ⌘K or Ctrl+K leads to it from anywhere.
 */
export function GlobalSearch() {
  const m = useMessages();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const field = useShortcut();
  const marked = useRef<string>('');
  const items = useItems(text);
  const groups = [...new Set(items.map(({ group }) => group))];
  const open = async (value: string) => {
    const wanted = text;
    setText('');
    field.current?.blur();
    if (value !== FIND) return navigate(value);
    return navigate(...(await soughtTarget(wanted)));
  };
  // What is marked, and the first before anything is: the list opens and marks a moment after the text was typed.
  const openByEnter = (event: KeyboardEventOf<HTMLElement>) => {
    // Enter that ends the writing of a Chinese word opens nothing; another that the list hears would open twice.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || text.trim() === '') return;
    event.stopPropagation();
    const values = items.map(valueOf);
    const value = values.includes(marked.current) ? marked.current : values[0];
    if (value === undefined) return;
    setOpen(false);
    void open(value);
  };
  return (
    <AutoComplete
      ref={field}
      value={text}
      defaultActiveFirstOption
      popupMatchSelectWidth
      style={{ width: '100%' }}
      options={groups.map((group) => ({
        label: m.app.palette[group],
        options: items
          .filter((item) => item.group === group)
          .map((item) => ({ value: valueOf(item), label: item.title, title: item.title })),
      }))}
      open={isOpen}
      onOpenChange={setOpen}
      onChange={(typed: string) => {
        marked.current = '';
        setText(typed);
      }}
      onSelect={(value: string) => void open(value)}
      onActive={(value: string) => {
        marked.current = value;
      }}
      onInputKeyDown={openByEnter}
    >
      <Input
        maxLength={64}
        prefix={<SearchOutlined aria-hidden />}
        placeholder={m.app.search}
        aria-label={m.app.search}
        aria-keyshortcuts="Control+K Meta+K"
        enterKeyHint="search"
        autoComplete="off"
      />
    </AutoComplete>
  );
}

/** An item of the list by its address; the one without an address searches. */
const valueOf = ({ to }: PaletteItem): string => to ?? FIND;

/** The order whose number was typed, the only customer that a text finds, otherwise the list of those found. */
async function soughtTarget(text: string): Promise<[string, { state: unknown }]> {
  const list = searchTarget(text);
  const order = isMobile(text) ? null : await api.findOrder({ body: { number: text.trim() } });
  if (order?.ok) return [`/orders/${order.value.orderId}`, { state: null }];
  const found = await api.customers({ body: { search: text.trim(), limit: 2 } });
  if (found.ok && found.value.items.length === 1)
    return [`/customers/${found.value.items[0]?.customerId}`, { state: null }];
  return [list.to, { state: list.state }];
}

/** What the text may mean, the likeliest first. */
function useItems(text: string): readonly PaletteItem[] {
  const m = useMessages();
  const language = useLanguage();
  const operator = useOperator();
  const gifts = useReply('editorGifts', null, () => api.editorGifts(), {
    isWanted: text.trim() !== '' && can(operator, 'gifts.write'),
  });
  return paletteOf(text, {
    idAddress: addressOfId(operator, text.trim()),
    canFind: can(operator, 'customers.read'),
    screens: navigationOf(operator).map(({ path, name }) => ({
      to: path,
      title: name[language],
      words: Object.values(name),
    })),
    gifts: (gifts.data?.items ?? []).map(({ giftId, name }) => ({
      to: `/points/gifts/${giftId}`,
      title: name,
      words: [name],
    })),
    words: m.app.palette,
  });
}

function useShortcut() {
  const field = useRef<ComponentRef<typeof AutoComplete>>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  return field;
}
