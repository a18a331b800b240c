import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMoment } from '../../ui/context';
import { formatInstant } from '../../ui/format';
import { Notice } from '../../ui/states';
import type { Refused } from '../api';
import { useErrorText, useWords } from '../language';
import type { Asked, VersionHead } from './document';
import { versionWords } from './words';

interface AskedNoticeProps {
  readonly asked: Asked;
  /** @returns the draft that nobody asks for any more; a refusal is thrown */
  readonly withdraw: () => Promise<VersionHead>;
  readonly onWithdrawn: (draft: VersionHead) => void;
}

/** Above a draft that waits for a second person: who asked, from when it would hold, and taking that back. */
export function AskedNotice({ asked, withdraw, onWithdrawn }: AskedNoticeProps) {
  const w = useWords(versionWords);
  const errorText = useErrorText();
  const moment = useMoment();
  const back = useMutation<VersionHead, Refused>({ mutationFn: withdraw, onSuccess: onWithdrawn });
  const from = asked.startsAtMs === null ? w.askedFromApproval : formatInstant(asked.startsAtMs, moment);
  return (
    <Notice>
      {w.asked(asked.by ?? '', formatInstant(asked.atMs, moment), from)}{' '}
      {asked.isMine ? w.askedMine : w.askedOther}{' '}
      <Button size="small" loading={back.isPending} onClick={() => back.mutate()}>
        {w.withdraw}
      </Button>
      {back.isError && <span role="alert"> {errorText(back.error.code)}</span>}
    </Notice>
  );
}
