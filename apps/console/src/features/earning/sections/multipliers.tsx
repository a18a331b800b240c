import { tierLimits } from '@liuliang/contract/limits';
import { Input, Select } from 'antd';
import { useMessages, wordFor } from '../../../app/language';
import { DEFAULT_LAYERS, NONE, useLayerName } from '../../../app/layers';
import { useTierName, useTierScheme } from '../../../app/tiers';
import { ChoiceField } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';
import type { Rules } from '../rules';
import { Occasions } from './occasions';
import { ChoiceList, PercentList, TWICE } from './percent-list';

type Multipliers = Rules['multipliers'];

/** How many times more, by who buys, where, what and when; and what several of them make together. */
export function MultipliersSection() {
  const { editor } = useEarningWords();
  const { rules, change } = useEditor();
  const set = (changes: Partial<Multipliers>) =>
    change({ multipliers: { ...rules.multipliers, ...changes } });
  return (
    <div className={styles.stack}>
      <ChoiceField
        label={editor.combine}
        hint={editor.combineHint}
        asButtons
        values={['highest', 'product', 'sum']}
        names={editor.combines}
        value={rules.multipliers.combine}
        onChange={(value) => set({ combine: value })}
      />
      <p className={styles.quiet}>{editor.same}</p>
      <div className={styles.lists}>
        <People set={set} />
        <Places set={set} />
      </div>
      <Items set={set} />
      <Occasions set={set} />
    </div>
  );
}

interface PartProps {
  readonly set: (changes: Partial<Multipliers>) => void;
}

function People({ set }: PartProps) {
  const { editor } = useEarningWords();
  const { multipliers } = useEditor().rules;
  const tierName = useTierName();
  const layerName = useLayerName();
  const levelCount = useTierScheme()?.levels.length ?? tierLimits.levels;
  return (
    <>
      <ChoiceList
        title={editor.tier}
        path="multipliers.tier"
        rows={multipliers.tier}
        choices={Array.from({ length: levelCount }, (_, index) => index + 1)}
        choiceOf={({ level }) => level}
        rowOf={(level, percent) => ({ level, percent })}
        nameOf={tierName}
        onChange={(tier) => set({ tier: [...tier] })}
      />
      <ChoiceList<string, Multipliers['layer'][number]>
        title={editor.layer}
        path="multipliers.layer"
        rows={multipliers.layer}
        choices={[...DEFAULT_LAYERS, NONE]}
        choiceOf={({ code }) => code}
        rowOf={(code, percent) => ({ code, percent })}
        nameOf={layerName}
        onChange={(layer) => set({ layer: [...layer] })}
      />
    </>
  );
}

function Places({ set }: PartProps) {
  const m = useMessages();
  const { editor } = useEarningWords();
  const { multipliers } = useEditor().rules;
  return (
    <>
      <ChoiceList
        title={editor.channel}
        path="multipliers.channel"
        rows={multipliers.channel}
        choices={Object.keys(m.channels)}
        choiceOf={({ channel }) => channel}
        rowOf={(channel, percent) => ({ channel, percent })}
        nameOf={(channel) => wordFor(m.channels, channel)}
        onChange={(channel) => set({ channel: [...channel] })}
      />
      <PercentList
        title={editor.store}
        path="multipliers.store"
        rows={multipliers.store}
        onChange={(store) => set({ store: [...store] })}
        fresh={{ store: '', percent: TWICE }}
        nameOf={({ store }) => store}
        what={(row, changeRow) => (
          <Input
            aria-label={editor.store}
            maxLength={32}
            value={row.store}
            onChange={(event) => changeRow({ ...row, store: event.target.value.trim() })}
          />
        )}
      />
    </>
  );
}

function Items({ set }: PartProps) {
  const { editor } = useEarningWords();
  const { multipliers } = useEditor().rules;
  return (
    <PercentList
      title={editor.item}
      path="multipliers.item"
      rows={multipliers.item}
      onChange={(item) => set({ item: [...item] })}
      fresh={{ name: '', items: [], percent: TWICE }}
      nameOf={({ name }) => name}
      what={(row, changeRow) => (
        <>
          <Input
            aria-label={editor.groupName}
            placeholder={editor.groupName}
            className={styles.groupName}
            maxLength={40}
            value={row.name}
            onChange={(event) => changeRow({ ...row, name: event.target.value })}
          />
          <ItemNumbers value={row.items} onChange={(items) => changeRow({ ...row, items: [...items] })} />
        </>
      )}
    />
  );
}

/** Item numbers as tags; a pasted column of a spreadsheet becomes many of them. */
export function ItemNumbers({
  value,
  onChange,
}: {
  readonly value: readonly string[];
  readonly onChange: (items: readonly string[]) => void;
}) {
  const { editor } = useEarningWords();
  return (
    <Select<string[]>
      mode="tags"
      open={false}
      suffixIcon={null}
      aria-label={editor.groupItems}
      placeholder={editor.groupItemsHint}
      className={styles.items}
      tokenSeparators={[',', '，', ' ', '\n', '\t']}
      maxTagCount={8}
      value={[...value]}
      onChange={(items) => onChange(items.map((item) => item.trim().slice(0, 64)).filter(Boolean))}
    />
  );
}
