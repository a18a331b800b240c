import { Checkbox, DatePicker, Radio } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useMoment, useUi } from '../../ui/context';
import { Dialog } from '../../ui/dialog';
import { formatInstant } from '../../ui/format';
import { Notice } from '../../ui/states';
import { instantOfWall, wallTextOf } from '../../ui/zone';
import { useErrorText, useWords } from '../language';
import styles from './versions.module.css';
import { versionWords, type VersionWords } from './words';

interface PublishDialogProps {
  readonly isOpen: boolean;
  readonly version: number;
  /** Alone, by asking a second person, or as the second person. */
  readonly mode: keyof VersionWords['modes'];
  /** What was asked for, to be approved as it is; null: chosen here. */
  readonly start: { readonly atMs: number | null } | null;
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
  const { isOpen, version, mode, start, about, isBusy, refusal, children, onCancel, onPublish } = props;
  const w = useWords(versionWords);
  const { timeZone } = useUi();
  const moment = useMoment();
  const { nowMs } = moment;
  const errorText = useErrorText();
  const [isLater, setLater] = useState(false);
  const [hasRead, setRead] = useState(false);
  const [wall, setWall] = useState(() => `${wallTextOf(nowMs + 86_400_000, timeZone).slice(0, 10)}T00:00`);
  const startsAtMs = isLater ? instantOfWall(wall, timeZone) : null;
  const isPast = startsAtMs !== null && startsAtMs <= nowMs;
  return (
    <Dialog
      open={isOpen}
      title={w.modes[mode].title(version)}
      okText={w.modes[mode].ok}
      cancelText={w.cancel}
      isBusy={isBusy}
      isOff={!hasRead || (start === null && isPast)}
      onOk={() => onPublish(startsAtMs)}
      onCancel={onCancel}
      width={560}
    >
      <div className={styles.dialog}>
        <p>{about}</p>
        {children}
        {start ? (
          <p>
            {w.publishStart} {start.atMs === null ? w.publishNow : formatInstant(start.atMs, moment)}
          </p>
        ) : (
          <StartField isLater={isLater} wall={wall} onLater={setLater} onWall={setWall} isPast={isPast} />
        )}
        {mode === 'ask' && <Notice tone="info">{w.askText}</Notice>}
        <Notice>{w.publishForGood}</Notice>
        <Checkbox checked={hasRead} onChange={(event) => setRead(event.target.checked)}>
          {w.publishAgree}
        </Checkbox>
        {refusal && <Notice tone="danger">{errorText(refusal)}</Notice>}
      </div>
    </Dialog>
  );
}

interface StartFieldProps {
  readonly isLater: boolean;
  /** As a clock of the brand says it. */
  readonly wall: string;
  readonly isPast: boolean;
  readonly onLater: (isLater: boolean) => void;
  readonly onWall: (wall: string) => void;
}

function StartField({ isLater, wall, isPast, onLater, onWall }: StartFieldProps) {
  const w = useWords(versionWords);
  const { timeZone } = useUi();
  const { nowMs } = useMoment();
  return (
    <fieldset className={styles.when}>
      <legend>{w.publishStart}</legend>
      <Radio.Group
        value={isLater}
        onChange={(event) => onLater(event.target.value === true)}
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
            if (picked) onWall(picked.format(WALL));
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
  );
}
