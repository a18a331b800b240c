import { CompassOutlined, LockOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMoment } from '../ui/context';
import { formatInstant } from '../ui/format';
import { ErrorState } from '../ui/error-state';
import { EmptyState, Loading, Notice } from '../ui/states';
import type { Refused } from './api';
import { useErrorText, useMessages } from './language';
import { isNotThere } from './refused';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T, Refused>;
  readonly skeleton: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** The three states of data from the server; data that could not be renewed stays, with its age said. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  const m = useMessages();
  const moment = useMoment();
  const errorText = useErrorText('read');
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <Notice>{m.app.stale(formatInstant(query.dataUpdatedAt, moment))}</Notice>}
        {children(query.data)}
      </>
    );
  }
  if (query.isError)
    return <Refusal error={query.error} onRetry={() => void query.refetch()} text={errorText} />;
  return <Loading>{skeleton}</Loading>;
}

interface RefusalProps {
  readonly error: Refused;
  readonly onRetry: () => void;
  readonly text: (code: string) => string;
}

function Refusal({ error, onRetry, text }: RefusalProps) {
  const m = useMessages();
  // Asking again helps neither whoever lacks the permission nor whoever asks for what is not there.
  if (error.code === 'FORBIDDEN') return <EmptyState icon={<LockOutlined />} title={text(error.code)} />;
  if (isNotThere(error))
    return (
      <EmptyState
        icon={<CompassOutlined />}
        title={text(error.code)}
        text={m.app.notFound}
        action={<Link to="/">{m.app.home}</Link>}
      />
    );
  return (
    <ErrorState title={text(error.code)} code={error.code} requestId={error.requestId} onRetry={onRetry} />
  );
}
