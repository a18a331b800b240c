import { tierLimits } from '@liuliang/contract/limits';
import { Checkbox, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useDeferredValue, type ReactNode } from 'react';
import { api, useReply } from '../../app/api';
import { FactorSteps } from '../../app/factors';
import { useMessages, wordFor } from '../../app/language';
import { DEFAULT_LAYERS, NONE, useLayerName } from '../../app/layers';
import { Loaded } from '../../app/loaded';
import { useTierName, useTierScheme } from '../../app/tiers';
import { useLastDayText, useMoment, useUi } from '../../ui/context';
import { Field, Fields, Hundredths, WholeNumber } from '../../ui/form';
import { formatInstant, formatMoney, formatPoints } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Skeleton, Notice } from '../../ui/states';
import { useUrlState } from '../../ui/use-url-state';
import { instantOfWall } from '../../ui/zone';
import styles from './earning.module.css';
import { useEarningWords } from './editor';
import type { Plan, Rules } from './rules';
import { orderOf, trialFrom, trialQuery, type Trial } from './trial';

const WALL = 'YYYY-MM-DDTHH:mm';

/** One order that might be, and what these rules give for it, step by step. The order is in the address. */
export function TrialView({ rules, isBlocked }: { readonly rules: Rules; readonly isBlocked: boolean }) {
  const words = useEarningWords();
  const { timeZone } = useUi();
  const { nowMs } = useMoment();
  const [params, change] = useUrlState();
  const trial = trialFrom(params, nowMs, timeZone);
  const input = useDeferredValue({
    of: { content: rules },
    order: orderOf(trial, instantOfWall(trial.wall, timeZone)),
  });
  const plan = useReply('tryEarning', input, () => api.tryEarning({ body: input }), {
    keepsLast: true,
    isWanted: !isBlocked,
  });
  return (
    <div className={styles.two}>
      <Panel title={words.trial.title} hint={words.trial.hint}>
        <TrialForm
          trial={trial}
          onChange={(changes) => change(trialQuery({ ...trial, ...changes }), { replace: true })}
        />
      </Panel>
      <Panel title={words.trial.result}>
        {isBlocked ? (
          <Notice>{words.trial.blocked}</Notice>
        ) : (
          <Loaded query={plan} skeleton={<Skeleton height={220} />}>
            {(found) => <Result plan={found} combine={rules.multipliers.combine} />}
          </Loaded>
        )}
      </Panel>
    </div>
  );
}

interface TrialFormProps {
  readonly trial: Trial;
  readonly onChange: (changes: Partial<Trial>) => void;
}

function TrialForm({ trial, onChange }: TrialFormProps) {
  const { trial: text } = useEarningWords();
  return (
    <div className={styles.stack}>
      <Fields>
        <Field label={text.amount}>
          {(field) => (
            <Hundredths
              {...field}
              unit="¥"
              value={trial.amountFen}
              onChange={(amountFen) => onChange({ amountFen })}
            />
          )}
        </Field>
        <Field label={text.paidAt}>
          {(field) => (
            <DatePicker
              {...field}
              showTime={{ format: 'HH:mm' }}
              format="YYYY-MM-DD HH:mm"
              allowClear={false}
              value={dayjs(trial.wall, WALL)}
              onChange={(picked) => {
                if (picked) onChange({ wall: picked.format(WALL) });
              }}
            />
          )}
        </Field>
        <TrialPeople trial={trial} onChange={onChange} />
        <TrialPlaces trial={trial} onChange={onChange} />
        <Field label={text.pointsToday}>
          {(field) => (
            <WholeNumber
              {...field}
              value={trial.pointsToday}
              onChange={(pointsToday) => onChange({ pointsToday })}
            />
          )}
        </Field>
      </Fields>
      <span className={styles.run}>
        <Checkbox
          checked={trial.isBirthday}
          onChange={(event) => onChange({ isBirthday: event.target.checked })}
        >
          {text.birthday}
        </Checkbox>
        <Checkbox checked={trial.hasGuide} onChange={(event) => onChange({ hasGuide: event.target.checked })}>
          {text.guide}
        </Checkbox>
      </span>
    </div>
  );
}

function TrialPeople({ trial, onChange }: TrialFormProps) {
  const { trial: text } = useEarningWords();
  const tierName = useTierName();
  const layerName = useLayerName();
  const levelCount = useTierScheme()?.levels.length ?? tierLimits.levels;
  const levels = Array.from({ length: levelCount }, (_, index) => index + 1);
  return (
    <>
      <Field label={text.tier}>
        {(field) => (
          <Select
            {...field}
            value={trial.tierLevel}
            onChange={(tierLevel) => onChange({ tierLevel })}
            options={[
              ...levels.map((level) => ({ value: level, label: tierName(level) })),
              { value: 0, label: text.noTier },
            ]}
          />
        )}
      </Field>
      <Field label={text.layer}>
        {(field) => (
          <Select
            {...field}
            value={trial.layer}
            onChange={(layer) => onChange({ layer })}
            options={[...DEFAULT_LAYERS, NONE].map((code) => ({
              value: code as string,
              label: layerName(code),
            }))}
          />
        )}
      </Field>
    </>
  );
}

function TrialPlaces({ trial, onChange }: TrialFormProps) {
  const m = useMessages();
  const { trial: text } = useEarningWords();
  return (
    <>
      <Field label={text.channel}>
        {(field) => (
          <Select
            {...field}
            value={trial.channel ?? ''}
            onChange={(channel) => onChange({ channel: channel || null })}
            options={[
              { value: '', label: text.noChannel },
              ...Object.keys(m.channels).map((code) => ({ value: code, label: wordFor(m.channels, code) })),
            ]}
          />
        )}
      </Field>
      <Field label={text.store}>
        {(field) => (
          <Input
            {...field}
            placeholder={text.optional}
            maxLength={32}
            value={trial.store ?? ''}
            onChange={(event) => onChange({ store: event.target.value || null })}
          />
        )}
      </Field>
      <Field label={text.item}>
        {(field) => (
          <Input
            {...field}
            placeholder={text.optional}
            maxLength={64}
            value={trial.item ?? ''}
            onChange={(event) => onChange({ item: event.target.value || null })}
          />
        )}
      </Field>
    </>
  );
}

function Result({ plan, combine }: { readonly plan: Plan; readonly combine: string }) {
  const { trial: text, editor } = useEarningWords();
  const moment = useMoment();
  const lastDay = useLastDayText();
  const figures: readonly (readonly [string, ReactNode, boolean?])[] = [
    [editor.points, formatPoints(plan.points)],
    [editor.growth, formatPoints(plan.growth)],
    [editor.guidePoints, formatPoints(plan.guidePoints)],
    [text.cost, formatMoney(plan.costFen)],
    [
      text.activates,
      plan.activatesAtMs === null ? text.atOnce : formatInstant(plan.activatesAtMs, moment),
      true,
    ],
    [text.expires, plan.expiresAtMs === null ? text.never : lastDay(plan.expiresAtMs), true],
  ];
  return (
    <div aria-live="polite">
      <dl className={styles.results}>
        {figures.map(([name, value, isSmall]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={isSmall ? styles.small : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.steps}>
        <p className={styles.listTitle}>{text.steps}</p>
        <FactorSteps factors={plan.factors} combine={combine} label={text.steps} />
      </div>
    </div>
  );
}
