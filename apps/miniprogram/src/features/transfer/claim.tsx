import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { type Problem, useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Points } from '../../ui/figures';
import { instant, points } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { ReceiptSheet } from '../../ui/receipt-sheet';
import { Skeleton } from '../../ui/skeleton';
import { ProblemNotice } from '../../ui/states';
import { JoinInvitation } from '../../ui/way-in';
import { Screen } from '../../common/frame/screen';
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
  if (problem?.code === 'MEMBER_REQUIRED') return <JoinInvitation />;
  if (value !== null) {
    return (
      <>
        <Offer of={value} accepting={accepting} onAccept={() => accepting.run(code)} />
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

function Offer({ of, accepting, onAccept }: OfferProps) {
  const words = useWords();
  const t = words.transfer;
  return (
    <View className="card offer">
      <View className="offer__icon">
        <Icon name="gift" size="large" />
      </View>
      <View className="offer__from">{t.from(of.other)}</View>
      <Points value={of.points} className="offer__points" />
      {of.message === '' ? null : <View className="offer__message">{of.message}</View>}
      <View className="offer__what">{t.acceptWhat}</View>
      {accepting.problem === null ? null : (
        <ProblemNotice problem={accepting.problem} hint={t.why[accepting.problem.code]} />
      )}
      {of.state === 'waiting' ? (
        <Button isBusy={accepting.isRunning} onPress={onAccept}>
          {accepting.isRunning ? words.common.working : t.accept}
        </Button>
      ) : (
        <View className="tag">{t.states[of.state]}</View>
      )}
      <View className="offer__until">
        {t.until} {instant(of.expiresAtMs, serverNowMs(), words)}
      </View>
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
