import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import type { DemoPerson } from '../../platform/demo.h5';
import { Card } from '../../ui/card';
import { Row } from '../../ui/row';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState, ErrorState } from '../../ui/states';
import { usePeople } from './use-people.h5';
import './person.scss';

/** In a browser nobody is signed in by WeChat: the demo offers its cast, any other server sends people to WeChat. */
export function PersonGate() {
  const words = useWords();
  const { people, reload, signInAs } = usePeople();
  if (people.status === 'loading') return <SkeletonRows count={6} />;
  if (people.status === 'failed') return <ErrorState problem={people.problem} onRetry={reload} />;
  if (people.status === 'none') {
    return <EmptyState icon="message" title={words.person.inWechat} hint={words.person.inWechatHint} />;
  }
  return (
    <View className="people">
      <h1 className="people__title">{words.person.title}</h1>
      <View className="people__hint">{words.person.demo}</View>
      <People
        title={words.person.consumers}
        people={people.cast.consumer}
        onPress={(key) => void signInAs(key, 'consumer')}
      />
      <People
        title={words.person.guides}
        people={people.cast.guide}
        onPress={(key) => void signInAs(key, 'guide')}
      />
    </View>
  );
}

function People(props: { title: string; people: readonly DemoPerson[]; onPress: (key: string) => void }) {
  const textOf = useBilingual();
  if (props.people.length === 0) return null;
  return (
    <Card title={props.title}>
      {props.people.map(({ key, name, story }) => (
        <Row
          key={key}
          icon="person"
          title={textOf(name)}
          hint={textOf(story)}
          onPress={() => props.onPress(key)}
        />
      ))}
    </Card>
  );
}
