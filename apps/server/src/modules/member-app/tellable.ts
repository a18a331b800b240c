import type { Explanation, ExplanationValue } from '../ledger';

/** Row ids of ours, which say nothing to anybody outside. */
const ROW_ID = /(^id|Ids?)$/;
/** What a posting says about somebody else: one transaction rewards the member and the guide. */
const OTHERS: ReadonlySet<string> = new Set(['guide', 'guidePoints']);
/** Keys of ours with a row id behind the kind, `order:7`: the kind is told. */
const KEYS: ReadonlySet<string> = new Set(['cause', 'source']);

/** The explanation of a posting as its member may read it. */
export function tellable(explanation: Explanation): Record<string, ExplanationValue> {
  return Object.fromEntries(
    Object.entries(explanation)
      .filter(([name]) => !ROW_ID.test(name) && !OTHERS.has(name))
      .map(([name, value]) => [name, KEYS.has(name) ? kindOf(value) : tellableValue(value)]),
  );
}

function tellableValue(value: ExplanationValue): ExplanationValue {
  if (Array.isArray(value)) return (value as readonly ExplanationValue[]).map(tellableValue);
  return typeof value === 'object' && value !== null ? tellable(value as Explanation) : value;
}

const kindOf = (value: ExplanationValue): ExplanationValue =>
  typeof value === 'string' ? (value.split(':')[0] ?? '') : tellableValue(value);
