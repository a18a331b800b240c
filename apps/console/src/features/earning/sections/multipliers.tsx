import { tierLimits } from '@liuliang/contract/limits';
import { Input, Radio, Select } from 'antd';
import { useMessages, wordFor } from '../../../app/language';
import { DEFAULT_LAYERS, NONE, useLayerName } from '../../../app/layers';
import { useTierName, useTierScheme } from '../../../app/tiers';
import { Field } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';
import type { Rules } from '../rules';
import { Occasions } from './occasions';
import { PercentList } from './percent-list';

type Multipliers = Rules['multipliers'];

const TWICE = 200;

/** How many times more, by who buys, where, what and when; and what several of them make together. */
export function MultipliersSection() {
  const { editor } = useEarningWords();
  const { rules, change } = useEditor();
  const set = (changes: Partial<Multipliers>) =>
    change({ multipliers: { ...rules.multipliers, ...changes } });
  return (
    <div className={styles.stack}>
      <Field label={editor.combine} hint={editor.combineHint}>
        {() => (
          <Radio.Group
            aria-label={editor.combine}
            optionType="button"
            value={rules.multipliers.combine}
            onChange={(event) => set({ combine: event.target.value as Multipliers['combine'] })}
            options={(['highest', 'product', 'sum'] as const).map((value) => ({
              value,
              label: editor.combines[value],
            }))}
          />
        )}
      </Field>
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

/** The first of some choices that no row has taken. */
const firstFree = <T,>(choices: readonly T[], taken: readonly T[]): T | undefined =>
  choices.find((choice) => !taken.includes(choice));

function People({ set }: PartProps) {
  const { editor } = useEarningWords();
  const { multipliers } = useEditor().rules;
  const tierName = useTierName();
  const layerName = useLayerName();
  const levelCount = useTierScheme()?.levels.length ?? tierLimits.levels;
  const levels = Array.from({ length: levelCount }, (_, index) => index + 1);
  const layers = [...DEFAULT_LAYERS, NONE];
  const freeLevel = firstFree(
    levels,
    multipliers.tier.map(({ level }) => level),
  );
  const freeLayer = firstFree<string>(
    layers,
    multipliers.layer.map(({ code }) => code),
  );
  return (
    <>
      <PercentList
        title={editor.tier}
        path="multipliers.tier"
        rows={multipliers.tier}
        onChange={(tier) => set({ tier: [...tier] })}
        fresh={freeLevel === undefined ? null : { level: freeLevel, percent: TWICE }}
        nameOf={({ level }) => tierName(level)}
        what={(row, changeRow) => (
          <Select
            aria-label={editor.tier}
            value={row.level}
            onChange={(level) => changeRow({ ...row, level })}
            options={levels.map((level) => ({ value: level, label: tierName(level) }))}
          />
        )}
      />
      <PercentList
        title={editor.layer}
        path="multipliers.layer"
        rows={multipliers.layer}
        onChange={(layer) => set({ layer: [...layer] })}
        fresh={freeLayer === undefined ? null : { code: freeLayer, percent: TWICE }}
        nameOf={({ code }) => layerName(code)}
        what={(row, changeRow) => (
          <Select
            aria-label={editor.layer}
            value={row.code}
            onChange={(code) => changeRow({ ...row, code })}
            options={layers.map((code) => ({ value: code as string, label: layerName(code) }))}
          />
        )}
      />
    </>
  );
}

function Places({ set }: PartProps) {
  const m = useMessages();
  const { editor } = useEarningWords();
  const { multipliers } = useEditor().rules;
  const channels = Object.keys(m.channels);
  const freeChannel = firstFree(
    channels,
    multipliers.channel.map(({ channel }) => channel),
  );
  return (
    <>
      <PercentList
        title={editor.channel}
        path="multipliers.channel"
        rows={multipliers.channel}
        onChange={(channel) => set({ channel: [...channel] })}
        fresh={freeChannel === undefined ? null : { channel: freeChannel, percent: TWICE }}
        nameOf={({ channel }) => wordFor(m.channels, channel)}
        what={(row, changeRow) => (
          <Select
            aria-label={editor.channel}
            showSearch={{ optionFilterProp: 'label' }}
            value={row.channel}
            onChange={(channel) => changeRow({ ...row, channel })}
            options={channels.map((code) => ({ value: code, label: wordFor(m.channels, code) }))}
          />
        )}
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
