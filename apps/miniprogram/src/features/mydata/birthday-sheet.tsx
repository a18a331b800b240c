import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { Button } from '../../ui/button';
import { Choice } from '../../ui/choice';
import { Press } from '../../ui/press';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
import { type Birthday, birthdayText, dayName, daysOf, monthNames } from './birthday.shared';
import { useBirthdayChoice } from './use-birthday';

/** Month and day on two grids, by either calendar; what is kept and how often it can change stands above the button. */
export function BirthdaySheet({ known, onClose }: { known: Birthday | null; onClose: () => void }) {
  const words = useWords();
  const t = words.birthday;
  const choice = useBirthdayChoice(known, onClose);
  const { calendar, month, day, chosen, saving } = choice;
  const days = month === null ? [] : Array.from({ length: daysOf(calendar, month) }, (_, index) => index + 1);
  return (
    <Sheet title={t.title} onClose={onClose}>
      <Choice
        isWide
        options={[
          ['gregorian', t.gregorian],
          ['lunar', t.lunar],
        ]}
        value={calendar}
        onChoose={choice.chooseCalendar}
      />
      <Grid
        label={t.month}
        names={monthNames(calendar, words)}
        chosen={month}
        onChoose={choice.chooseMonth}
      />
      {month === null ? null : (
        <Grid
          label={t.day}
          names={days.map((one) => (calendar === 'lunar' ? dayName(calendar, one, words) : `${one}`))}
          chosen={day}
          onChoose={choice.chooseDay}
        />
      )}
      <View className="sheet-text">
        {t.what}
        {calendar === 'lunar' ? t.lunarHint : ''}
      </View>
      {saving.problem === null ? null : <ProblemNotice problem={saving.problem} />}
      <Button
        isOff={chosen === null}
        isBusy={saving.isRunning}
        onPress={() => (chosen === null ? undefined : saving.run(chosen))}
      >
        {chosen === null ? t.save : `${t.save} · ${birthdayText(chosen, words)}`}
      </Button>
    </Sheet>
  );
}

interface GridProps {
  readonly label: string;
  readonly names: readonly string[];
  /** Counted from 1. */
  readonly chosen: number | null;
  readonly onChoose: (number: number) => void;
}

function Grid({ label, names, chosen, onChoose }: GridProps) {
  return (
    <>
      <View className="pick__label">{label}</View>
      <View className="pick" role="radiogroup" aria-label={label}>
        {names.map((name, index) => (
          <Press
            key={name}
            role="radio"
            isOn={chosen === index + 1}
            className={`pick__one ${chosen === index + 1 ? 'pick__one--on' : ''}`}
            onPress={() => onChoose(index + 1)}
          >
            {name}
          </Press>
        ))}
      </View>
    </>
  );
}
