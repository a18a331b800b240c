import { useWords } from '../../messages';
import { chosenPerson } from '../../platform/person.h5';
import { Row } from '../../ui/row';
import { leavePerson } from './use-people.h5';

export function PersonRow() {
  const words = useWords();
  if (chosenPerson() === null) return null;
  return <Row icon="swap" title={words.me.switchPerson} onPress={() => void leavePerson()} />;
}
