import { Input } from 'antd';
import { ChoiceField, Field } from '../../ui/form';
import { encodingChoices, type EncodingChoice } from './kinds';
import { useImportWords } from './words';

/** What whoever uploads may say of a file; the rest is found out. */
export interface ToldOfFile {
  readonly encoding: EncodingChoice;
  /** Of a workbook. Empty: the first that has rows and is not hidden. */
  readonly sheet: string;
}

interface HowToReadProps {
  readonly isWorkbook: boolean;
  readonly told: ToldOfFile;
  readonly onTell: (told: ToldOfFile) => void;
  /** The server could not tell the encoding: whoever uploads has to. */
  readonly isEncodingAsked: boolean;
}

/** In which encoding a text is written, or which sheet of a workbook is meant. */
export function HowToRead({ isWorkbook, told, onTell, isEncodingAsked }: HowToReadProps) {
  const w = useImportWords();
  if (!isWorkbook)
    return (
      <ChoiceField
        label={w.encoding}
        values={encodingChoices}
        names={w.encodings}
        value={told.encoding}
        onChange={(encoding) => onTell({ ...told, encoding })}
        hint={w.encodingHint}
        fault={isEncodingAsked && told.encoding === 'auto' ? w.encodingAsked : undefined}
      />
    );
  return (
    <Field label={w.sheet} hint={w.sheetHint}>
      {(control) => (
        <Input
          {...control}
          value={told.sheet}
          maxLength={31}
          placeholder={w.sheetFirst}
          onChange={(event) => onTell({ ...told, sheet: event.target.value })}
        />
      )}
    </Field>
  );
}
