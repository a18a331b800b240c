import { IdcardOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { api } from '../../app/api';
import { useChosen } from '../../app/list/filters';
import { ListPage } from '../../app/list/list-page';
import { can, useOperator } from '../../app/operator';
import { SceneCodeButton } from '../../app/scene-code';
import { useDayText } from '../../ui/context';
import type { Column } from '../../ui/data-table';
import { formatCount } from '../../ui/format';
import { EmptyState } from '../../ui/states';
import { LeaveButton, MoveButton, type Guide } from './guide-actions';
import { ContactCell, type Contact } from './guide-contact';
import styles from './guides.module.css';
import { useGuideWords } from './words';

/** A guide with how customers reach them. */
interface Line extends Guide {
  readonly contact: Contact | undefined;
}

/** Who sells for the brand, where, and for how many customers. */
export function Screen() {
  const w = useGuideWords();
  const filters = { state: { label: w.state, initial: 'here', options: w.states } } as const;
  const { state } = useChosen(filters);
  return (
    <ListPage
      heading={w.title}
      subtitle={w.subtitle}
      id="guides"
      title={w.title}
      columns={useColumns()}
      keyOf={({ guideId }) => guideId}
      filters={filters}
      asks={{ state }}
      load={async () => {
        const [guides, contacts] = await Promise.all([api.guides(), api.guideContacts()]);
        if (!guides.ok) return guides;
        if (!contacts.ok) return contacts;
        const byGuide = new Map(contacts.value.items.map((one) => [one.guideId, one]));
        const isWanted = ({ leftAtMs }: Guide) => (leftAtMs === null) === (state === 'here');
        const items = guides.value.items.filter(isWanted);
        return {
          ok: true,
          value: { items: items.map((one) => ({ ...one, contact: byGuide.get(one.guideId) })) },
        };
      }}
      empty={<EmptyState icon={<IdcardOutlined />} title={w.emptyTitle} text={w.emptyText} />}
      noneText={w.noneText}
    />
  );
}

function useColumns(): readonly Column<Line>[] {
  const w = useGuideWords();
  const day = useDayText();
  const operator = useOperator();
  return [
    {
      key: 'name',
      title: w.name,
      render: ({ name, code }) => (
        <span className={styles.guide}>
          {name} <code>{code}</code>
        </span>
      ),
      csv: ({ code }) => code,
    },
    {
      key: 'store',
      title: w.store,
      render: ({ storeName, storeCode }) => (
        <span className={styles.store}>{storeName ?? storeCode ?? w.noStore}</span>
      ),
      csv: ({ storeCode }) => storeCode,
    },
    {
      key: 'customers',
      title: w.customers,
      align: 'end',
      render: ({ customers }) => formatCount(customers),
      csv: ({ customers }) => customers,
    },
    {
      key: 'state',
      title: w.state,
      render: ({ leftAtMs }) => (leftAtMs === null ? w.states.here : w.leftOn(day(leftAtMs))),
      csv: ({ leftAtMs }) => (leftAtMs === null ? w.states.here : w.states.left),
      wideOnly: true,
    },
    {
      key: 'contact',
      title: w.contact,
      render: ({ contact, ...guide }) => (
        <ContactCell guide={guide} contact={contact} mayChange={can(operator, 'guides.write')} />
      ),
      csv: ({ contact }) => contact?.link ?? '',
    },
    {
      key: 'points',
      title: w.points,
      render: ({ guideId }) =>
        can(operator, 'ledger.read') && (
          <Link to={`/points/ledger?kind=guide&owner=${encodeURIComponent(guideId)}`}>{w.points}</Link>
        ),
      wideOnly: true,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      render: (guide) =>
        guide.leftAtMs === null && (
          <span className={styles.actions}>
            {can(operator, 'scenes.write') && guide.storeCode !== null && (
              <SceneCodeButton
                name={guide.name}
                id={guide.guideId}
                make={() => api.makeGuideCode({ params: { guideId: guide.guideId }, body: {} })}
              />
            )}
            {can(operator, 'guides.write') && <MoveButton guide={guide} />}
            {can(operator, 'guides.write') && <LeaveButton guide={guide} />}
          </span>
        ),
    },
  ];
}
