import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useMessages, wordFor } from '../../../app/language';
import { Field, Fields, WholeNumber } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';
import type { Rules } from '../rules';
import { LimitField } from './caps';

type EventRule = Rules['events'][number];

const EVENTS_MAX = 50;
/** Events that are no action of the member, or whose points come with the order. */
const NO_ACTIONS = ['ad.exposed', 'message.delivered', 'order.paid', 'order.refunded'];

/** Points for what members do besides buying. */
export function EventsSection() {
  const { editor } = useEarningWords();
  const { rules, change } = useEditor();
  const { events } = rules;
  const set = (index: number, event: EventRule) =>
    change({ events: events.map((old, at) => (at === index ? event : old)) });
  return (
    <div className={styles.stack}>
      {events.map((event, index) => (
        <EventCard
          key={index}
          index={index}
          event={event}
          onChange={(next) => set(index, next)}
          onRemove={() => change({ events: events.filter((_, at) => at !== index) })}
        />
      ))}
      {events.length < EVENTS_MAX && (
        <span>
          <Button
            type="dashed"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() =>
              change({
                events: [...events, { type: '', points: 5, growth: 0, timesPerDay: 1, pointsPerDay: null }],
              })
            }
          >
            {editor.add(editor.event)}
          </Button>
        </span>
      )}
    </div>
  );
}

interface EventCardProps {
  readonly index: number;
  readonly event: EventRule;
  readonly onChange: (event: EventRule) => void;
  readonly onRemove: () => void;
}

function EventCard({ index, event, onChange, onRemove }: EventCardProps) {
  const m = useMessages();
  const { editor } = useEarningWords();
  const { rules, faultAt } = useEditor();
  const name = event.type === '' ? editor.event : wordFor(m.eventTypes, event.type);
  const taken = rules.events.map(({ type }) => type).filter((type) => type !== event.type);
  const offered = Object.keys(m.eventTypes).filter((type) => ![...NO_ACTIONS, ...taken].includes(type));
  return (
    <div role="group" aria-label={name} className={styles.card}>
      <Fields>
        <Field label={editor.event} fault={faultAt(`events.${index}`)}>
          {(field) => (
            <Select
              {...field}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={editor.choose}
              value={event.type || undefined}
              onChange={(type) => onChange({ ...event, type })}
              options={offered.map((type) => ({ value: type, label: wordFor(m.eventTypes, type) }))}
            />
          )}
        </Field>
        <Field label={editor.points}>
          {(field) => (
            <WholeNumber
              {...field}
              max={1e6}
              value={event.points}
              onChange={(points) => onChange({ ...event, points })}
            />
          )}
        </Field>
        <Field label={editor.growth}>
          {(field) => (
            <WholeNumber
              {...field}
              max={1e6}
              value={event.growth}
              onChange={(growth) => onChange({ ...event, growth })}
            />
          )}
        </Field>
        <LimitField
          label={editor.timesPerDay}
          start={1}
          min={1}
          max={1000}
          value={event.timesPerDay}
          onChange={(timesPerDay) => onChange({ ...event, timesPerDay })}
        />
        <LimitField
          label={editor.pointsPerDay}
          start={event.points}
          max={1e9}
          value={event.pointsPerDay}
          onChange={(pointsPerDay) => onChange({ ...event, pointsPerDay })}
        />
      </Fields>
      <Button
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={editor.remove(name)}
        onClick={onRemove}
      />
    </div>
  );
}
