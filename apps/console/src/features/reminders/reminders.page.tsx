import type { ReplyOf } from '@liuliang/contract/client';
import { api, useReply } from '../../app/api';
import { useLanguage } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { reminderNames } from '../../app/reminder-names';
import { DataTable, type Column } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Notice, Skeleton } from '../../ui/states';
import { TemplatesButton } from './templates-button';
import { useReminderWords } from './words';

type Totals = ReplyOf<'reminderTotals'>;
type Line = Totals['totals'][number] & { readonly templateId: string };

/** What WeChat may still tell members, and by which templates. */
export function Screen() {
  const w = useReminderWords();
  const operator = useOperator();
  const totals = useReply('reminderTotals', null, () => api.reminderTotals());
  return (
    <Page title={w.title} subtitle={w.subtitle}>
      {totals.data?.isPushReady === false && (
        <Notice>
          <strong>{w.pushTitle}</strong> {w.pushText}
        </Notice>
      )}
      <Panel
        title={w.templates}
        hint={w.hint}
        flush
        actions={
          totals.data && can(operator, 'reminders.write') && <TemplatesButton start={totals.data.templates} />
        }
      >
        <Loaded query={totals} skeleton={<Skeleton height={220} />}>
          {(found) => <Table of={found} />}
        </Loaded>
      </Panel>
      <p>{w.when}</p>
    </Page>
  );
}

function Table({ of: { totals, templates } }: { readonly of: Totals }) {
  const w = useReminderWords();
  const language = useLanguage();
  const columns: readonly Column<Line>[] = [
    { key: 'purpose', title: w.purpose, render: ({ purpose }) => reminderNames[purpose][language] },
    {
      key: 'template',
      title: w.template,
      render: ({ templateId }) => (templateId === '' ? w.noTemplate : <code>{templateId}</code>),
    },
    { key: 'people', title: w.people, align: 'end', render: ({ people }) => formatCount(people) },
    { key: 'left', title: w.left, align: 'end', render: ({ left }) => formatCount(left) },
  ];
  return (
    <DataTable
      caption={w.templates}
      columns={columns}
      rows={totals.map((one) => ({ ...one, templateId: templates[one.purpose] }))}
      keyOf={({ purpose }) => purpose}
    />
  );
}
