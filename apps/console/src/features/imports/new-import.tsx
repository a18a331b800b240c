import { correctedKinds } from '@liuliang/contract/limits';
import { CloudUploadOutlined, DownloadOutlined, FileTextOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useId, useState, type DragEvent } from 'react';
import { ConfirmButton } from '../../ui/confirm-button';
import { useUrlState } from '../../ui/use-url-state';
import { saveText } from '../../ui/download';
import { Choice } from '../../ui/form';
import { formatBytes } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { HowToRead, type ToldOfFile } from './how-to-read';
import styles from './imports.module.css';
import {
  columnsOf,
  fileFault,
  headerDifference,
  importKinds,
  isWorkbook,
  templateOf,
  type FileFault,
  type HeaderDifference,
  type ImportKind,
} from './kinds';
import { startUpload } from './upload';
import { useImportWords } from './words';

export interface ImportChoice {
  readonly file: File;
  readonly firstLine: string;
  readonly fault: FileFault | null;
}

interface NewImportProps {
  readonly chosen: ImportChoice | null;
  readonly onChoose: (chosen: ImportChoice) => void;
  /** The server could not tell the encoding: whoever uploads has to. */
  readonly isEncodingAsked: boolean;
}

/** What kind of data, what the file must look like, the file, and go. */
export function NewImport({ chosen, onChoose, isEncodingAsked }: NewImportProps) {
  const w = useImportWords();
  const [params, change] = useUrlState();
  // Of the screen itself: the address follows a moment later, and the file may be sent before it does.
  const [kind, setKind] = useState<ImportKind>(() => oneOf(params.get('kind'), importKinds) ?? 'orders');
  const choose = (value: ImportKind) => {
    setKind(value);
    change({ kind: value }, { replace: true });
  };
  const [told, setTold] = useState<ToldOfFile>({ encoding: 'auto', sheet: '' });
  const [isTicked, setTicked] = useState(false);
  // Other kinds know no corrections, whatever was ticked before.
  const corrects = isTicked && correctedKinds.includes(kind);
  const take = async (file: File) =>
    onChoose({ file, firstLine: await firstLineOf(file), fault: fileFault(file) });
  return (
    <Panel title={w.newTitle}>
      <div className={styles.columns}>
        <div className={styles.what}>
          <Choice
            label={w.kind}
            asButtons
            values={importKinds}
            names={w.kinds}
            value={kind}
            onChange={choose}
          />
          <p className={styles.about}>
            <Told text={w.kindTexts[kind]} />
          </p>
          <Header kind={kind} />
        </div>
        <div className={styles.file}>
          <DropZone chosen={chosen} onFile={(file) => void take(file)} />
          {chosen && <Faults chosen={chosen} kind={kind} />}
          <HowToRead
            isWorkbook={chosen !== null && isWorkbook(chosen.file)}
            told={told}
            onTell={setTold}
            isEncodingAsked={isEncodingAsked}
          />
          {correctedKinds.includes(kind) && <Correction isTicked={isTicked} onTick={setTicked} />}
          <Start
            disabled={chosen === null || chosen.fault !== null}
            corrects={corrects}
            onStart={() => chosen && void startUpload({ kind, file: chosen.file, corrects, ...told })}
          />
        </div>
      </div>
    </Panel>
  );
}

/** Off by default, and said in words: a correction replaces what points were given for. */
function Correction({
  isTicked,
  onTick,
}: {
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}) {
  const w = useImportWords();
  const about = useId();
  return (
    <div className={styles.correction} data-on={isTicked}>
      <Checkbox
        checked={isTicked}
        onChange={(event) => onTick(event.target.checked)}
        aria-describedby={about}
      >
        {w.correct}
      </Checkbox>
      <p id={about} className={styles.quiet}>
        {w.correctText}
      </p>
    </div>
  );
}

interface StartProps {
  readonly disabled: boolean;
  readonly corrects: boolean;
  readonly onStart: () => void;
}

/** Begins at once; before orders are corrected it says what that does. */
function Start({ disabled, corrects, onStart }: StartProps) {
  const w = useImportWords();
  if (!corrects)
    return (
      <Button type="primary" size="large" disabled={disabled} onClick={onStart}>
        {w.start}
      </Button>
    );
  return (
    <ConfirmButton
      label={w.correctOk}
      title={w.correctTitle}
      okText={w.correctOk}
      cancelText={w.correctCancel}
      isPrimary
      isLarge
      disabled={disabled}
      onConfirm={() => {
        onStart();
        return Promise.resolve(null);
      }}
    >
      <ul className={styles.does}>
        {w.correctDoes.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </ConfirmButton>
  );
}

/** The header fits into the first few kilobytes of any file worth importing. */
const firstLineOf = async (file: File) => {
  const start = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  // Of signs of two bytes, one is empty in every letter of a header.
  const encoding =
    start[1] === 0 || start[0] === 0xff
      ? 'utf-16le'
      : start[0] === 0 || start[0] === 0xfe
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(start).split('\n', 1)[0] ?? '';
};

function Header({ kind }: { readonly kind: ImportKind }) {
  const w = useImportWords();
  return (
    <div className={styles.header}>
      <div className={styles.headerTitle}>
        <span>{w.headerTitle}</span>
        <Button
          type="link"
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          onClick={() => saveText(`${kind}.csv`, templateOf(kind))}
        >
          {w.template}
        </Button>
      </div>
      <pre className={styles.line} tabIndex={0} aria-label={w.headerTitle}>
        {columnsOf(kind).join(',')}
      </pre>
      <dl className={styles.names}>
        {columnsOf(kind).map((name) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <Told text={w.columns[name]} />
            </dd>
          </div>
        ))}
      </dl>
      {columnsOf(kind).some((name) => name.endsWith('_at')) && (
        <p className={styles.quiet}>
          <Told text={w.timeHint} />
        </p>
      )}
      {columnsOf(kind).some((name) => name.endsWith('_fen')) && (
        <p className={styles.quiet}>
          <Told text={w.amountHint} />
        </p>
      )}
    </div>
  );
}

/** Words with what is typed into a file between backticks. */
const Told = ({ text }: { readonly text: string }) =>
  text.split('`').map((part, i) => (i % 2 === 0 ? part : <kbd key={part}>{part}</kbd>));

function DropZone({
  chosen,
  onFile,
}: {
  readonly chosen: ImportChoice | null;
  readonly onFile: (file: File) => void;
}) {
  const w = useImportWords();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <label
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept=".csv,.xlsx,text/csv"
        className="visually-hidden"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          // Choosing the same file again after repairing it must count as a choice.
          event.target.value = '';
        }}
      />
      {chosen ? (
        <>
          <FileTextOutlined className={styles.dropIcon} aria-hidden />
          <strong className={styles.dropName}>{chosen.file.name}</strong>
          <span className={styles.quiet}>
            {formatBytes(chosen.file.size)} · {w.change}
          </span>
        </>
      ) : (
        <>
          <CloudUploadOutlined className={styles.dropIcon} aria-hidden />
          <strong>{w.drop}</strong>
          <span className={styles.quiet}>{w.dropLimit}</span>
        </>
      )}
    </label>
  );
}

function Faults({ chosen, kind }: { readonly chosen: ImportChoice; readonly kind: ImportKind }) {
  const w = useImportWords();
  if (chosen.fault) {
    return (
      <p className={styles.fault} role="alert">
        {w[chosen.fault]}
      </p>
    );
  }
  // What a workbook begins with is found out where it is unpacked.
  const difference = isWorkbook(chosen.file) ? null : headerDifference(chosen.firstLine, kind);
  return difference && <HeaderWarning difference={difference} />;
}

function HeaderWarning({ difference }: { readonly difference: HeaderDifference }) {
  const w = useImportWords();
  const parts = [
    difference.missing.length > 0 && w.headerMissing(difference.missing.join(', ')),
    difference.unknown.length > 0 && w.headerUnknown(difference.unknown.slice(0, 5).join(', ')),
    difference.isReordered && w.headerOrder,
  ].filter(Boolean);
  return (
    <p className={styles.warning} role="status">
      {w.headerWrong} {parts.join(' · ')}
    </p>
  );
}
