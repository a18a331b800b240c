import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { ChoiceField, Field, Fields, WholeNumber } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';
import type { Rules } from '../rules';
import { ItemNumbers } from './multipliers';

const policies = ['unlimited', 'within-balance', 'only-pending'] as const;
const DEBT_MAX = 1_000_000_000;

/** How points come back when money goes back. */
export function ClawbackSection() {
  const { editor, sentences } = useEarningWords();
  const { rules, change, faultAt } = useEditor();
  const { clawback } = rules;
  return (
    <div className={styles.stack}>
      <ChoiceField
        label={editor.clawbackMember}
        hint={sentences.clawback[clawback.member]}
        values={policies}
        names={editor.clawbacks}
        value={clawback.member}
        onChange={(value) => change({ clawback: { ...clawback, member: value } })}
      />
      <ChoiceField
        label={editor.lateFacts}
        hint={sentences.lateFacts[rules.lateFacts]}
        values={['settle', 'keep']}
        names={editor.lateFactsKinds}
        value={rules.lateFacts}
        onChange={(lateFacts) => change({ lateFacts })}
      />
      <Fields>
        <Field
          label={editor.guideDebtMax}
          hint={editor.guideDebtHint}
          fault={faultAt('clawback.guideDebtMax')}
        >
          {(field) => (
            <WholeNumber
              {...field}
              unit={editor.guidePoints}
              max={DEBT_MAX}
              value={clawback.guideDebtMax}
              onChange={(guideDebtMax) => change({ clawback: { ...clawback, guideDebtMax } })}
            />
          )}
        </Field>
      </Fields>
    </div>
  );
}

type Supplier = Rules['suppliers'][number];
const SUPPLIERS_MAX = 50;

/** Whose cost the points are: settlement follows this. */
export function FundersSection() {
  const { editor } = useEarningWords();
  const { rules, change } = useEditor();
  const { suppliers } = rules;
  const set = (index: number, supplier: Supplier) =>
    change({ suppliers: suppliers.map((old, at) => (at === index ? supplier : old)) });
  const nextNumber = Math.max(0, ...suppliers.map(({ supplier }) => supplier)) + 1;
  return (
    <div className={styles.stack}>
      <Fields>
        <FunderField label={editor.funder} of="funder" />
        <FunderField label={editor.guideFunder} of="guideFunder" />
      </Fields>
      <div role="group" aria-label={editor.suppliers} className={styles.list}>
        <p className={styles.listTitle}>{editor.suppliers}</p>
        <p className={styles.quiet}>{editor.suppliersHint}</p>
        <ul>
          {suppliers.map((supplier, index) => (
            <SupplierRow
              key={index}
              index={index}
              supplier={supplier}
              onChange={(next) => set(index, next)}
              onRemove={() => change({ suppliers: suppliers.filter((_, at) => at !== index) })}
            />
          ))}
        </ul>
        {suppliers.length < SUPPLIERS_MAX && (
          <Button
            type="dashed"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() =>
              change({ suppliers: [...suppliers, { supplier: nextNumber, name: '', items: [] }] })
            }
          >
            {editor.add(editor.suppliers)}
          </Button>
        )}
      </div>
    </div>
  );
}

function FunderField({ label, of }: { readonly label: string; readonly of: 'funder' | 'guideFunder' }) {
  const { editor } = useEarningWords();
  const { rules, change } = useEditor();
  return (
    <ChoiceField
      label={label}
      values={['hq', 'store']}
      names={editor.funders}
      value={rules[of]}
      onChange={(value) => change({ [of]: value })}
    />
  );
}

interface SupplierRowProps {
  readonly index: number;
  readonly supplier: Supplier;
  readonly onChange: (supplier: Supplier) => void;
  readonly onRemove: () => void;
}

function SupplierRow({ index, supplier, onChange, onRemove }: SupplierRowProps) {
  const { editor } = useEarningWords();
  const { faultAt } = useEditor();
  const fault = faultAt(`suppliers.${index}`);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <span className={styles.times}>
          <WholeNumber
            aria-label={`${editor.suppliers} ${editor.supplierNumber}`}
            min={1}
            max={DEBT_MAX}
            value={supplier.supplier}
            onChange={(number) => onChange({ ...supplier, supplier: number })}
          />
        </span>
        <Input
          aria-label={`${editor.suppliers} ${editor.groupName}`}
          placeholder={editor.groupName}
          className={styles.groupName}
          maxLength={40}
          value={supplier.name}
          onChange={(event) => onChange({ ...supplier, name: event.target.value })}
        />
        <ItemNumbers
          value={supplier.items}
          onChange={(items) => onChange({ ...supplier, items: [...items] })}
        />
      </div>
      <Button
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={editor.remove(supplier.name || editor.suppliers)}
        onClick={onRemove}
      />
      {fault && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
    </li>
  );
}
