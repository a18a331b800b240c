import { Checkbox, DatePicker, Radio } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useMoment, useUi } from '../../ui/context';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/states';
import { instantOfWall, wallTextOf } from '../../ui/zone';
import { useErrorText, useWords } from '../language';
import styles from './versions.module.css';
import { versionWords } from './words';

interface PublishDialogProps {
  readonly isOpen: boolean;
  readonly version: number;
  /** What this does to members, in a sentence. */
  readonly about: string;
  readonly isBusy: boolean;
  /** Code of the refusal of the last attempt. */
  readonly refusal: string | null;
  readonly children?: ReactNode;
  readonly onCancel: () => void;
  /** `startsAtMs` null: at once. */
  readonly onPublish: (startsAtMs: number | null) => void;
}

const WALL = 'YYYY-MM-DDTHH:mm';

/** The question before rules become unchangeable: from when, and that what changes was read. */
export function PublishDialog(props: PublishDialogProps) {
  const { isOpen, version, about, isBusy, refusal, children, onCancel, onPublish } = props;
  const w = useWords(versionWords);
  const { timeZone } = useUi();
  const { nowMs } = useMoment();
  const errorText = useErrorText();
  const [isLater, setLater] = useState(false);
  const [hasRead, setRead] = useState(false);
  const [wall, setWall] = useState(() => `${wallTextOf(nowMs + 86_400_000, timeZone).slice(0, 10)}T00:00`);
  const startsAtMs = isLater ? instantOfWall(wall, timeZone) : null;
  const isPast = startsAtMs !== null && startsAtMs <= nowMs;
  return (
    <Dialog
      open={isOpen}
      title={w.publishTitle(version)}
      okText={w.publish}
      cancelText={w.cancel}
      isBusy={isBusy}
      isOff={!hasRead || isPast}
      onOk={() => onPublish(startsAtMs)}
      onCancel={onCancel}
      width={560}
    >
      <div className={styles.dialog}>
        <p>{about}</p>
        {children}
        <fieldset className={styles.when}>
          <legend>{w.publishStart}</legend>
          <Radio.Group
            value={isLater}
            onChange={(event) => setLater(event.target.value === true)}
            options={[
              { value: false, label: w.publishNow },
              { value: true, label: w.publishLater },
            ]}
          />
          {isLater && (
            <DatePicker
              aria-label={w.publishLater}
              showTime={{ format: 'HH:mm' }}
              format="YYYY-MM-DD HH:mm"
              allowClear={false}
              value={dayjs(wall, WALL)}
              minDate={dayjs(wallTextOf(nowMs, timeZone).slice(0, 10))}
              onChange={(picked) => {
                if (picked) setWall(picked.format(WALL));
              }}
            />
          )}
          {isLater && <p className={styles.quiet}>{w.publishZone(timeZone)}</p>}
          {isPast && (
            <p className={styles.fault} role="alert">
              {w.publishPast}
            </p>
          )}
        </fieldset>
        <Notice>{w.publishForGood}</Notice>
        <Checkbox checked={hasRead} onChange={(event) => setRead(event.target.checked)}>
          {w.publishAgree}
        </Checkbox>
        {refusal && <Notice tone="danger">{errorText(refusal)}</Notice>}
      </div>
    </Dialog>
  );
}
