import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Messages } from '../../messages';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { moment } from '../../ui/format.shared';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
import { Toggle } from '../../ui/toggle';
import type { ConsentText } from '../../common/home/member-home';
import { type ConsentLine, consentLines } from './consents.shared';
import type { MyData } from './mydata.resource';
import { useConsentChoice } from './use-mydata';

interface ConsentCardProps {
  readonly data: MyData;
  readonly textsInForce: readonly ConsentText[];
}

/** The consents as switches. Turning one off is asked about once; turning it on is a tap. */
export function ConsentCard({ data, textsInForce }: ConsentCardProps) {
  const words = useWords();
  const [withdrawing, setWithdrawing] = useState<ConsentLine | null>(null);
  const choice = useConsentChoice(() => setWithdrawing(null));
  const press = (line: ConsentLine): void => (line.isGranted ? setWithdrawing(line) : choice.run(line));
  return (
    <Card title={words.data.consents}>
      {consentLines(data.consents, textsInForce).map((line) => (
        <View className="row" key={line.purpose}>
          <View className="row__text">
            <View className="row__title">{words.data.purposes[line.purpose]}</View>
            <View className="row__hint">{words.data.purposeHints[line.purpose]}</View>
            <View className="row__hint">{standing(line, words)}</View>
          </View>
          {line.purpose === 'membership' ? null : (
            <Toggle
              isOn={line.isGranted}
              isOff={choice.isRunning}
              label={words.data.purposes[line.purpose]}
              onPress={() => press(line)}
            />
          )}
        </View>
      ))}
      {choice.problem !== null && withdrawing === null ? <ProblemNotice problem={choice.problem} /> : null}
      {withdrawing === null ? null : (
        <Sheet
          title={words.data.withdrawTitle(words.data.purposes[withdrawing.purpose])}
          onClose={() => setWithdrawing(null)}
        >
          <View className="sheet-text">{words.data.purposeHints[withdrawing.purpose]}</View>
          {choice.problem === null ? null : <ProblemNotice problem={choice.problem} />}
          <Button look="danger" isBusy={choice.isRunning} onPress={() => choice.run(withdrawing)}>
            {words.data.withdraw}
          </Button>
          <Button look="quiet" onPress={() => setWithdrawing(null)}>
            {words.data.keep}
          </Button>
        </Sheet>
      )}
    </Card>
  );
}

function standing({ isGranted, atMs }: ConsentLine, words: Messages): string {
  if (atMs === null) return words.data.neverAsked;
  const when = moment(atMs, serverNowMs(), words);
  return isGranted ? words.data.grantedAt(when) : words.data.withdrawnAt(when);
}
