/** Something that is wrong with a value, and where: `multipliers.item.2.percent`. */
export interface Fault {
  readonly path: string;
  readonly fault:
    | 'missing'
    | 'unknown_field'
    | 'wrong_type'
    | 'not_whole'
    | 'too_small'
    | 'too_large'
    | 'too_long'
    | 'empty'
    | 'not_one_of'
    | 'repeated'
    | 'no_such_date';
}

type Fields = Readonly<Record<string, Check>>;
/** Looks at a value and reports what is wrong with it under its path. */
export type Check = (value: unknown, path: string, report: (fault: Fault) => void) => void;

const at = (path: string, field: string | number): string => (path === '' ? `${field}` : `${path}.${field}`);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole number from `min` to `max`. */
export const whole =
  (min: number, max: number): Check =>
  (value, path, report) => {
    if (!Number.isSafeInteger(value)) return report({ path, fault: 'not_whole' });
    if ((value as number) < min) report({ path, fault: 'too_small' });
    if ((value as number) > max) report({ path, fault: 'too_large' });
  };

/** A text of 1 to `max` characters. */
export const text =
  (max: number): Check =>
  (value, path, report) => {
    if (typeof value !== 'string') return report({ path, fault: 'wrong_type' });
    if (value === '') report({ path, fault: 'empty' });
    if (value.length > max) report({ path, fault: 'too_long' });
  };

export const oneOf =
  (choices: readonly string[]): Check =>
  (value, path, report) => {
    if (!choices.includes(value as string)) report({ path, fault: 'not_one_of' });
  };

export const orNull =
  (check: Check): Check =>
  (value, path, report) => {
    if (value !== null) check(value, path, report);
  };

/** Exactly these fields. */
export const record =
  (fields: Fields): Check =>
  (value, path, report) => {
    if (!isRecord(value)) return report({ path, fault: 'wrong_type' });
    for (const name of Object.keys(value)) {
      // The name of a field that nobody knows is not repeated: it could be anything.
      if (!Object.hasOwn(fields, name)) report({ path, fault: 'unknown_field' });
    }
    for (const [name, check] of Object.entries(fields)) {
      if (Object.hasOwn(value, name)) check(value[name], at(path, name), report);
      else report({ path: at(path, name), fault: 'missing' });
    }
  };

/** A record whose `kind` says which fields it has. */
export const variant =
  (kinds: Readonly<Record<string, Fields>>): Check =>
  (value, path, report) => {
    if (!isRecord(value)) return report({ path, fault: 'wrong_type' });
    const kind = typeof value['kind'] === 'string' ? value['kind'] : '';
    const fields = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!fields) return report({ path: at(path, 'kind'), fault: 'not_one_of' });
    record({ kind: oneOf([kind]), ...fields })(value, path, report);
  };

/** A list of at most `max`, in which no two are the same by `same`. */
export const list =
  (check: Check, max: number, min = 0, same: (value: unknown) => readonly unknown[] = () => []): Check =>
  (value, path, report) => {
    if (!Array.isArray(value)) return report({ path, fault: 'wrong_type' });
    if (value.length < min) report({ path, fault: 'empty' });
    if (value.length > max) return report({ path, fault: 'too_long' });
    const seen = new Set<unknown>();
    value.forEach((one: unknown, i) => {
      check(one, at(path, i), report);
      for (const mark of same(one)) {
        if (seen.has(mark)) report({ path: at(path, i), fault: 'repeated' });
        seen.add(mark);
      }
    });
  };

/** For `list`: two are the same when this field is. */
export const byField =
  (field: string) =>
  (value: unknown): readonly unknown[] =>
    isRecord(value) ? [value[field]] : [];

export const byItself = (value: unknown): readonly unknown[] => [value];
