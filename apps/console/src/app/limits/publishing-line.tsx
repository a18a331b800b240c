import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { Notice } from '../../ui/states';
import { api, replyOrThrow, useReply, type Refused } from '../api';
import { ChangeableLine } from '../changeable-line';
import { ConfirmDialog } from '../confirm-dialog';
import { can, useOperator } from '../operator';
import { LimitChanges, useLimitChanges } from './limit-changes';
import { hoursOf } from './change-text';
import styles from './limits.module.css';
import { useLimitWords } from './words';

type Settings = ReplyOf<'publishingSettings'>;

interface PublishingLineProps {
  readonly of: keyof Settings;
  /** Under which the versions are cached that say whether a second person is needed. */
  readonly cached: string;
}

/** Whether a second person has to approve what is published here, and changing that. */
export function PublishingLine({ of, cached }: PublishingLineProps) {
  const w = useLimitWords();
  const mayRead = can(useOperator(), 'limits.read');
  const query = useReply('publishingSettings', null, () => api.publishingSettings(), { isWanted: mayRead });
  if (!mayRead) return null;
  return (
    <div className={styles.publishing}>
      <ChangeableLine
        query={query}
        needs="limits.approve"
        changeText={w.publishing.change}
        line={(now) => (now[of] === 0 ? w.publishing.two : w.publishing.alone)}
        dialog={(seen, close) => <PublishingDialog start={seen} of={of} cached={cached} onClose={close} />}
      />
      <LimitChanges section={`publishing.${of}`} />
    </div>
  );
}

interface DialogProps extends PublishingLineProps {
  readonly start: Settings;
  readonly onClose: () => void;
}

function PublishingDialog({ start, of, cached, onClose }: DialogProps) {
  const w = useLimitWords();
  const cache = useQueryClient();
  const { data } = useLimitChanges();
  const [alone, setAlone] = useState(start[of]);
  const save = useMutation<Settings, Refused>({
    mutationFn: async () =>
      replyOrThrow(await api.changePublishingSettings({ body: { ...start, [of]: alone } })),
    onSuccess: async () => {
      onClose();
      for (const key of ['publishingSettings', 'limitChanges', cached])
        await cache.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <ConfirmDialog
      title={w.publishing.title}
      okText={w.publishing.save}
      cancelText={w.cancel}
      action={save}
      isOff={alone === start[of]}
      onClose={onClose}
    >
      <Checkbox checked={alone === 0} onChange={(event) => setAlone(event.target.checked ? 0 : 1)}>
        {w.publishing.second}
      </Checkbox>
      {data && <Notice tone="info">{w.publishing.hint(hoursOf(data.pauseMs))}</Notice>}
    </ConfirmDialog>
  );
}
