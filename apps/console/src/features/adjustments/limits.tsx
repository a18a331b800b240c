import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Button } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow, useReply, type Refused } from '../../app/api';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { formatCount } from '../../ui/format';
import { Field, Fields, WholeNumber } from '../../ui/form';
import { Skeleton } from '../../ui/states';
import styles from './adjustments.module.css';
import { useAdjustmentWords } from './words';

type Settings = ReplyOf<'adjustmentSettings'>;

/** The greatest limit that can be set: as good as none, so it is not told. */
const NO_MAX = 1e12;

/** From how many points a second person is needed, and changing it. */
export function Limits() {
  const w = useAdjustmentWords();
  const operator = useOperator();
  const [editing, setEditing] = useState<Settings | null>(null);
  const settings = useReply('adjustmentSettings', null, () => api.adjustmentSettings());
  return (
    <div className={styles.limits}>
      <Loaded query={settings} skeleton={<Skeleton height={22} width={360} />}>
        {(now) => (
          <>
            <span>
              {w.settingsText(formatCount(now.limitPoints))}
              {now.maxPoints < NO_MAX && w.settingsMax(formatCount(now.maxPoints))}
            </span>
            {can(operator, 'adjustments.approve') && (
              <Button type="link" size="small" onClick={() => setEditing(now)}>
                {w.change}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {editing && <LimitsDialog start={editing} onClose={() => setEditing(null)} />}
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
    },
  });
  return (
    <ConfirmDialog title={w.change} okText={w.confirm} cancelText={w.cancel} action={save} onClose={onClose}>
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
