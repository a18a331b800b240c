import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { useState } from 'react';
import { api, replyOrThrow, useReply, type Refused } from '../../app/api';
import { ChangeableLine } from '../../app/changeable-line';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { LimitChanges, LooserHint } from '../../app/limits/limit-changes';
import { formatCount } from '../../ui/format';
import { Field, Fields, WholeNumber } from '../../ui/form';
import styles from './adjustments.module.css';
import { useAdjustmentWords } from './words';

type Settings = ReplyOf<'adjustmentSettings'>;

/** The greatest limit that can be set: as good as none, so it is not told. */
const NO_MAX = 1e12;

/** From how many points a second person is needed, and changing it. */
export function Limits() {
  const w = useAdjustmentWords();
  return (
    <div className={styles.limits}>
      <ChangeableLine
        query={useReply('adjustmentSettings', null, () => api.adjustmentSettings())}
        needs="adjustments.approve"
        changeText={w.change}
        line={(now) => (
          <>
            {w.settingsText(formatCount(now.limitPoints))}
            {now.maxPoints < NO_MAX && w.settingsMax(formatCount(now.maxPoints))}
          </>
        )}
        dialog={(seen, close) => <LimitsDialog start={seen} onClose={close} />}
      />
      <LimitChanges section="adjustments" />
    </div>
  );
}

function LimitsDialog({ start, onClose }: { readonly start: Settings; readonly onClose: () => void }) {
  const w = useAdjustmentWords();
  const cache = useQueryClient();
  const [next, setNext] = useState(start);
  const save = useMutation<Settings, Refused>({
    mutationFn: async () => replyOrThrow(await api.changeAdjustmentSettings({ body: next })),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['adjustmentSettings'] });
      await cache.invalidateQueries({ queryKey: ['limitChanges'] });
    },
  });
  return (
    <ConfirmDialog title={w.change} okText={w.confirm} cancelText={w.cancel} action={save} onClose={onClose}>
      <LooserHint />
      <Fields>
        <Field label={w.limit}>
          {(field) => (
            <WholeNumber
              {...field}
              value={next.limitPoints}
              onChange={(limitPoints) => setNext({ ...next, limitPoints })}
            />
          )}
        </Field>
        <Field label={w.max}>
          {(field) => (
            <WholeNumber
              {...field}
              min={1}
              max={NO_MAX}
              value={next.maxPoints}
              onChange={(maxPoints) => setNext({ ...next, maxPoints })}
            />
          )}
        </Field>
      </Fields>
    </ConfirmDialog>
  );
}
