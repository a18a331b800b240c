import type { ReactNode } from 'react';
import { Page } from '../../ui/page';
import { ListPanel, type ListProps } from './list-panel';

interface ListPageProps<Row> extends ListProps<Row> {
  readonly heading: string;
  readonly subtitle?: ReactNode;
  readonly back?: ReactNode;
  readonly pageActions?: ReactNode;
  /** What stands between the heading and the list. */
  readonly children?: ReactNode;
}

/** A screen that is a list. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { heading, subtitle, back, pageActions, children, ...list } = props;
  return (
    <Page title={heading} subtitle={subtitle} back={back} actions={pageActions}>
      {children}
      <ListPanel {...list} />
    </Page>
  );
}
