import { Link } from 'react-router';
import { addressOfId } from './features';
import { useMessages } from './language';
import { useOperator } from './operator';

/** An id of a thing, leading to its screen; where there is none, or none for this operator, it says so. */
export function IdLink({ id }: { readonly id: string }) {
  const m = useMessages();
  const address = addressOfId(useOperator(), id);
  if (address === null) return <code title={m.app.noScreen}>{id}</code>;
  return (
    <Link to={address}>
      <code>{id}</code>
    </Link>
  );
}
