import { tierLimits } from '@liuliang/contract/limits';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useLanguage } from '../../app/language';
import { tierColour } from '../../app/tiers';
import { decimalText } from '../../ui/decimal';
import { Field, Fields, Hundredths, WholeNumber } from '../../ui/form';
import { formatCount } from '../../ui/format';
import {
  isHundredths,
  nextLevel,
  type Benefit,
  type BenefitKind,
  type Level,
  type Scheme,
  type SectionProps,
} from './scheme';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';
import { en } from './words.en';
import { zh } from './words.zh';

/** The ladder, lowest level first, each with what it takes and what it gives. */
export function LevelsSection({ scheme, onChange, faultAt }: SectionProps) {
  const { editor } = useTierWords();
  const language = useLanguage();
  const { levels } = scheme;
  const set = (index: number, level: Level) =>
    onChange({ levels: levels.map((old, at) => (at === index ? level : old)) });
  return (
    <div className={styles.levels}>
      {levels.map((level, index) => (
        <LevelCard
          key={index}
          level={level}
          index={index}
          basis={scheme.basis}
          faultAt={faultAt}
          onChange={(next) => set(index, next)}
          // The lowest level is everybody's, so one always stays.
          onRemove={
            index === 0 ? undefined : () => onChange({ levels: levels.filter((_, at) => at !== index) })
          }
          name={level.name[language] || editor.level(index + 1)}
        />
      ))}
      {levels.length < tierLimits.levels && (
        <span>
          <Button
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => onChange({ levels: [...levels, nextLevel(levels, scheme.basis)] })}
          >
            {editor.addLevel}
          </Button>
        </span>
      )}
    </div>
  );
}

interface LevelCardProps {
  readonly level: Level;
  readonly index: number;
  readonly name: string;
  readonly basis: Scheme['basis'];
  readonly faultAt: (path: string) => string | undefined;
  readonly onChange: (level: Level) => void;
  readonly onRemove: (() => void) | undefined;
}

function LevelCard(props: LevelCardProps) {
  const { level, index, name, basis, faultAt, onChange, onRemove } = props;
  const { editor } = useTierWords();
  const setBenefit = (at: number, benefit: Benefit) =>
    onChange({ ...level, benefits: level.benefits.map((old, place) => (place === at ? benefit : old)) });
  return (
    <section
      aria-label={name}
      className={styles.level}
      style={{ borderLeftColor: tierColour(level.colour, index + 1) }}
    >
      <header className={styles.levelHead}>
        <strong>{name}</strong>
        {onRemove && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={editor.removeLevel(name)}
            onClick={onRemove}
          />
        )}
      </header>
      <Fields>
        <Threshold index={index} basis={basis} level={level} faultAt={faultAt} onChange={onChange} />
        <LevelNames index={index} level={level} faultAt={faultAt} onChange={onChange} />
        <LevelLook index={index} level={level} faultAt={faultAt} onChange={onChange} />
      </Fields>
      <div className={styles.benefits}>
        <p className={styles.subtitle}>{editor.benefits}</p>
        {level.benefits.map((benefit, at) => (
          <BenefitRow
            key={at}
            benefit={benefit}
            fault={faultAt(`levels.${index}.benefits.${at}`)}
            onChange={(next) => setBenefit(at, next)}
            onRemove={() =>
              onChange({ ...level, benefits: level.benefits.filter((_, place) => place !== at) })
            }
          />
        ))}
        {level.benefits.length < tierLimits.benefits && (
          <span>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined aria-hidden />}
              aria-label={`${editor.addBenefit}: ${name}`}
              onClick={() =>
                onChange({ ...level, benefits: [...level.benefits, benefitOf('multiplier', 150)] })
              }
            >
              {editor.addBenefit}
            </Button>
          </span>
        )}
      </div>
    </section>
  );
}

type PartProps = Pick<LevelCardProps, 'level' | 'index' | 'faultAt' | 'onChange'>;

function Threshold({ level, index, basis, faultAt, onChange }: PartProps & Pick<LevelCardProps, 'basis'>) {
  const { editor } = useTierWords();
  const change = (threshold: number) => onChange({ ...level, threshold });
  return (
    <Field
      label={editor.threshold}
      hint={index === 0 ? editor.thresholdFirst : undefined}
      fault={faultAt(`levels.${index}.threshold`)}
    >
      {(field) =>
        basis === 'growth' ? (
          <WholeNumber
            {...field}
            unit={editor.growth}
            max={tierLimits.threshold}
            disabled={index === 0 && level.threshold === 0}
            value={level.threshold}
            onChange={change}
          />
        ) : (
          <Hundredths
            {...field}
            unit="¥"
            max={tierLimits.threshold}
            disabled={index === 0 && level.threshold === 0}
            value={level.threshold}
            onChange={change}
          />
        )
      }
    </Field>
  );
}

function LevelNames({ level, index, faultAt, onChange }: PartProps) {
  const { editor } = useTierWords();
  return (
    <>
      <Field label={editor.nameZh} fault={faultAt(`levels.${index}.name`)}>
        {(field) => (
          <Input
            {...field}
            maxLength={tierLimits.name}
            value={level.name.zh}
            onChange={(event) => onChange({ ...level, name: { ...level.name, zh: event.target.value } })}
          />
        )}
      </Field>
      <Field label={editor.nameEn}>
        {(field) => (
          <Input
            {...field}
            maxLength={tierLimits.name}
            value={level.name.en}
            onChange={(event) => onChange({ ...level, name: { ...level.name, en: event.target.value } })}
          />
        )}
      </Field>
    </>
  );
}

function LevelLook({ level, index, faultAt, onChange }: PartProps) {
  const { editor } = useTierWords();
  const colours = Array.from({ length: tierLimits.levels }, (_, at) => `tier-${at + 1}`);
  return (
    <>
      <Field label={editor.colour}>
        {(field) => (
          <Select
            {...field}
            value={level.colour}
            onChange={(colour) => onChange({ ...level, colour })}
            options={colours.map((colour, at) => ({
              value: colour,
              label: (
                <span className={styles.colour}>
                  <span style={{ background: tierColour(colour, at + 1) }} aria-hidden />
                  {editor.colourOf(String(at + 1))}
                </span>
              ),
            }))}
          />
        )}
      </Field>
      <Field label={editor.giftPoints} hint={editor.giftHint} fault={faultAt(`levels.${index}.giftPoints`)}>
        {(field) => (
          <WholeNumber
            {...field}
            unit={editor.points}
            max={tierLimits.giftPoints}
            value={level.giftPoints}
            onChange={(giftPoints) => onChange({ ...level, giftPoints })}
          />
        )}
      </Field>
    </>
  );
}

const kinds: readonly BenefitKind[] = [
  'multiplier',
  'birthday_gift',
  'coupon',
  'free_shipping',
  'early_access',
  'draw_weight',
  'custom',
];
const STARTS: Readonly<Record<BenefitKind, number>> = {
  multiplier: 150,
  birthday_gift: 200,
  coupon: 5_000,
  free_shipping: 9_900,
  early_access: 24,
  draw_weight: 2,
  custom: 0,
};

/** A benefit in the standard words of both languages. */
function benefitOf(kind: BenefitKind, value: number): Benefit {
  const shown = isHundredths(kind) ? decimalText(value) : formatCount(value);
  return {
    kind,
    value,
    text: {
      zh: zh.editor.benefitTexts[kind]?.(shown) ?? '',
      en: en.editor.benefitTexts[kind]?.(shown) ?? '',
    },
  };
}

interface BenefitRowProps {
  readonly benefit: Benefit;
  readonly fault: string | undefined;
  readonly onChange: (benefit: Benefit) => void;
  readonly onRemove: () => void;
}

function BenefitRow({ benefit, fault, onChange, onRemove }: BenefitRowProps) {
  const { editor } = useTierWords();
  const language = useLanguage();
  const { kind, value, text } = benefit;
  // Words that somebody wrote stay; the standard ones follow the figure.
  const isStandard = benefitOf(kind, value).text[language] === text[language];
  const setValue = (next: number) =>
    onChange(isStandard ? benefitOf(kind, next) : { ...benefit, value: next });
  return (
    <div className={styles.benefit}>
      <Select
        aria-label={editor.benefitKind}
        value={kind}
        onChange={(next) => onChange(benefitOf(next, STARTS[next]))}
        options={kinds.map((one) => ({ value: one, label: editor.benefitKinds[one] }))}
      />
      {kind === 'custom' ? (
        <span />
      ) : isHundredths(kind) ? (
        <Hundredths
          aria-label={`${editor.benefitKinds[kind]} ${editor.benefitValue}`}
          unit={editor.benefitUnits[kind]}
          max={tierLimits.benefitValue}
          value={value}
          onChange={setValue}
        />
      ) : (
        <WholeNumber
          aria-label={`${editor.benefitKinds[kind]} ${editor.benefitValue}`}
          unit={editor.benefitUnits[kind]}
          max={tierLimits.benefitValue}
          value={value}
          onChange={setValue}
        />
      )}
      <Input
        aria-label={editor.benefitZh}
        placeholder={editor.benefitZh}
        maxLength={tierLimits.benefitText}
        value={text.zh}
        onChange={(event) => onChange({ ...benefit, text: { ...text, zh: event.target.value } })}
      />
      <Input
        aria-label={editor.benefitEn}
        placeholder={editor.benefitEn}
        maxLength={tierLimits.benefitText}
        value={text.en}
        onChange={(event) => onChange({ ...benefit, text: { ...text, en: event.target.value } })}
      />
      <Button
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={editor.removeBenefit(text[language])}
        onClick={onRemove}
      />
      {fault && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
