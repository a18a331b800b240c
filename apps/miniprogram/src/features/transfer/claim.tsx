import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { type PropsWithChildren, useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { type Problem, useResource } from '../../platform/resource';
import { go } from '../../platform/go';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Points } from '../../ui/figures';
import { instant, points } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { ReceiptSheet } from '../../ui/receipt-sheet';
import { Skeleton } from '../../ui/skeleton';
import { ProblemNotice } from '../../ui/states';
import { useWayToJoin } from '../../ui/way-in';
import { Screen } from '../../common/frame/screen';
import { home } from '../../common/home/member-home';
import { ClaimCode } from './giving-sheets';
import { openClaim, type Transfer } from './transfer.resource';
import { useAccepting } from './use-transfer';
import './transfer.scss';

const CODE_LENGTH_MIN = 4;
const toPoints = () => void Taro.switchTab({ url: '/pages/points/index' });

/** Points from a friend: what a code holds first, then accepting it. A link brings its code along. */
export function ClaimScreen() {
  const words = useWords();
  const [code, setCode] = useState(useRouter().params['code'] ?? '');
  return (
    <Screen title={words.transfer.acceptTitle}>
      {code === '' ? (
        <CodeForm code="" problem={null} onCode={setCode} />
      ) : (
        <Claim key={code} code={code} onCode={setCode} />
      )}
    </Screen>
  );
}

function Claim({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  const [claim] = useState(() => openClaim(code));
  const { value, problem, isLoading, reload } = useResource(claim);
  const { accepted, accepting } = useAccepting();
  if (value !== null) {
    return (
      <>
        {value.direction === 'sent' ? (
          <Own of={value} />
        ) : (
          <Offer of={value} accepting={accepting} onAccept={() => accepting.run(code)} />
        )}
        {accepted === null ? null : <Receipt of={accepted} />}
      </>
    );
  }
  if (problem !== null && !isLoading)
    return <CodeForm code={code} problem={problem} onCode={onCode} onRetry={reload} />;
  return <Skeleton width="100%" height="220px" />;
}

interface CodeFormProps {
  readonly code: string;
  readonly problem: Problem | null;
  readonly onCode: (code: string) => void;
  /** Only what failed on the way is worth trying again with the same code. */
  readonly onRetry?: () => void;
}

function CodeForm({ code, problem, onCode, onRetry }: CodeFormProps) {
  const words = useWords();
  const t = words.transfer;
  const [typed, setTyped] = useState(code);
  const wanted = typed.replace(/\s/g, '');
  const isReady = wanted.length >= CODE_LENGTH_MIN && wanted !== code;
  const look = () => onCode(wanted);
  return (
    <View className="claim-form">
      <View className="sheet-text">{t.codeHint}</View>
      <Field
        value={typed}
        label={t.code}
        maxLength={32}
        hasFocus
        onChange={setTyped}
        onDone={isReady ? look : undefined}
      />
      {problem === null || wanted !== code ? null : (
        <ProblemNotice
          problem={problem}
          hint={t.why[problem.code]}
          onRetry={problem.code in t.why ? undefined : onRetry}
        />
      )}
      <View className="sheet-gap" />
      <Button isOff={!isReady} onPress={look}>
        {t.look}
      </Button>
    </View>
  );
}

interface OfferProps {
  readonly of: Transfer;
  readonly accepting: { readonly isRunning: boolean; readonly problem: Problem | null };
  readonly onAccept: () => void;
}

/** What whoever it is for sees: before joining too, so that they know what joining is for. */
function Offer({ of, accepting, onAccept }: OfferProps) {
  const words = useWords();
  const t = words.transfer;
  const first = useResource(home).value;
  const toJoin = useWayToJoin();
  const isStranger = first !== null && first.member === null;
  if (of.state !== 'waiting') {
    return (
      <Parcel of={of} title={t.from(of.other)}>
        <View className="offer__what">{t.mineAlready}</View>
        <Button onPress={toPoints}>{t.toPoints}</Button>
      </Parcel>
    );
  }
  return (
    <Parcel of={of} title={t.from(of.other)}>
      <View className="offer__what">{isStranger ? t.joinFirst : t.acceptWhat}</View>
      {accepting.problem === null ? null : (
        <ProblemNotice problem={accepting.problem} hint={t.why[accepting.problem.code]} />
      )}
      {isStranger ? (
        <Button onPress={toJoin}>{t.joinToAccept}</Button>
      ) : (
        <Button isBusy={accepting.isRunning} onPress={onAccept}>
          {accepting.isRunning ? words.common.working : t.accept}
        </Button>
      )}
      <Until of={of} />
    </Parcel>
  );
}

/** What the sender sees who opens the link: how it stands, and the code as long as it can be sent on. */
function Own({ of }: { of: Transfer }) {
  const t = useWords().transfer;
  return (
    <Parcel of={of} title={t.sent(of.other)}>
      <View className="offer__what">
        <View className={`tag ${of.state === 'waiting' ? 'tag--attention' : ''}`}>{t.states[of.state]}</View>
      </View>
      {of.state === 'waiting' ? <ClaimCode of={of} /> : null}
      <Button look="plain" onPress={() => go('transfer/list')}>
        {t.toList}
      </Button>
      {of.state === 'waiting' ? <Until of={of} /> : null}
    </Parcel>
  );
}

function Parcel({ of, title, children }: PropsWithChildren<{ of: Transfer; title: string }>) {
  return (
    <View className="card offer">
      <View className="offer__icon">
        <Icon name="gift" size="large" />
      </View>
      <View className="offer__from">{title}</View>
      <Points value={of.points} className="offer__points" />
      {of.message === '' ? null : <View className="offer__message">{of.message}</View>}
      {children}
    </View>
  );
}

function Until({ of }: { of: Transfer }) {
  const words = useWords();
  return (
    <View className="offer__until">
      {words.transfer.until} {instant(of.expiresAtMs, serverNowMs(), words)}
    </View>
  );
}

function Receipt({ of }: { of: Transfer }) {
  const words = useWords();
  const t = words.transfer;
  return (
    <ReceiptSheet
      title={t.accepted}
      lead={t.acceptedLead}
      facts={[[t.points, points(of.points)]]}
      id={of.transferId}
      onClose={toPoints}
    />
  );
}
