import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Card } from '../../ui/card';
import { Row } from '../../ui/row';
import { worthKnowing } from './card.shared';
import type { CustomerCard } from './guide.resource';

/** What a guide can speak of or act on at once; nothing where there is nothing. */
export function Worth({ card }: { card: CustomerCard }) {
  const words = useWords();
  const lines = worthKnowing(card, serverNowMs(), words);
  if (lines.length === 0) return null;
  return (
    <Card title={words.customers.worth}>
      {lines.map(({ icon, title, hint }) => (
        <Row key={icon} icon={icon} title={title} hint={hint} />
      ))}
    </Card>
  );
}
