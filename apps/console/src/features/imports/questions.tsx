import { Button, Input, Radio } from 'antd';
import { useMessages, wordFor } from '../../app/language';
import { Panel } from '../../ui/panel';
import { likelyNew, restIsNew, type Answers, type AskedCode, type Chosen } from './answers';
import styles from './preview.module.css';
import { useImportWords } from './words';

interface QuestionsProps {
  readonly codes: readonly AskedCode[];
  readonly beyond: number;
  readonly answers: Answers;
  readonly onAnswer: (answers: Answers) => void;
}

/** What does each code mean that nobody knows? Nothing is made of one that is not answered. */
export function Questions({ codes, beyond, answers, onAnswer }: QuestionsProps) {
  const w = useImportWords().preview;
  const open = likelyNew(codes, answers).length;
  return (
    <Panel
      title={w.codesTitle}
      hint={w.codesHint}
      actions={
        open > 1 && <Button onClick={() => onAnswer(restIsNew(codes, answers))}>{w.restNew(open)}</Button>
      }
    >
      <ul className={styles.questions}>
        {codes.map((asked) => (
          <Question
            key={asked.number}
            asked={asked}
            answer={answers[asked.number]}
            onAnswer={(answer) => onAnswer({ ...answers, [asked.number]: answer })}
          />
        ))}
      </ul>
      {beyond > 0 && <p className={styles.beyond}>{w.beyond(beyond)}</p>}
    </Panel>
  );
}

interface QuestionProps {
  readonly asked: AskedCode;
  readonly answer: Answers[number] | undefined;
  readonly onAnswer: (answer: Answers[number]) => void;
}

function Question({ asked, answer, onAnswer }: QuestionProps) {
  const w = useImportWords().preview;
  const { channels } = useMessages();
  const { thing, code, lines, firstLine, mayBeNew, offers } = asked;
  const title = w.code(w.things[thing], code);
  const nameOf = (offer: (typeof offers)[number]): string =>
    thing === 'channel' ? wordFor(channels, offer.code) : offer.name;
  const choices: { readonly value: Chosen; readonly label: string }[] = [
    ...offers.map((offer) => ({
      value: `as:${offer.code}` as const,
      label: w.means(nameOf(offer), offer.code),
    })),
    ...(mayBeNew ? [{ value: 'new' as const, label: w.isNew[thing] }] : []),
    { value: 'other', label: w.other },
    { value: 'refuse', label: w.refuse },
  ];
  return (
    <li className={styles.question}>
      <p className={styles.asked}>
        <strong>{title}</strong> <span>{w.where(lines, firstLine)}</span>
      </p>
      <Radio.Group
        aria-label={title}
        className={styles.choices}
        value={answer?.chosen ?? null}
        onChange={(event) => {
          const chosen = choices.find(({ value }) => value === event.target.value)?.value;
          if (chosen) onAnswer({ chosen, typed: answer?.typed ?? '' });
        }}
        options={choices}
      />
      {answer?.chosen === 'other' && (
        <Input
          className={styles.typed}
          aria-label={w.otherCode(title)}
          placeholder={w.otherHint}
          maxLength={64}
          value={answer.typed}
          onChange={(event) => onAnswer({ chosen: 'other', typed: event.target.value })}
        />
      )}
    </li>
  );
}
