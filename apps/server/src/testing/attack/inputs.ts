import type { Route } from '@liuliang/contract';
import { z } from 'zod';
import type { Chance } from '../chance';
import type { Asked } from './requests';

type Schema = Readonly<Record<string, unknown>>;

const DEPTH_MAX = 6;
/** What people, programs and attackers send where something else was asked for. */
const ODD: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, -(2 ** 63)],
  ...['', ' ', '\u0000', '\ud800', '\u202e', '\ufeff', '＝1+1', "' OR 1=1 --", '../../etc/passwd', '${7*7}'],
  ...['x'.repeat(300), '0'.repeat(5_000), '1e9', 'NaN', '2026-02-30', '9999-12-31T23:59:60Z', '__proto__'],
  ...[[], {}, [[]], [{ a: [] }], { $gt: '' }, { toString: 1 }],
];
/** What is no JSON, or not what it seems. */
const BROKEN: readonly string[] = [
  ...['', '{', '[', 'null', '"text"', '[]', '{"a":1}}', '{"key":"a","key":"b"}', '\u0000'],
  ...[
    '{"__proto__":{"points":1}}',
    `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
    `{"a":"${'x'.repeat(70_000)}"}`,
  ],
];
const WORDS = ['a', '帆布袋', 'attack', '13900000001', '2026-11-21', '静安店'];

const known = new WeakMap<z.ZodType, Schema>();

/** Spelled out once for each type: that costs more than a request. */
function schemaOf(type: z.ZodType): Schema {
  const schema = known.get(type) ?? (z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema);
  known.set(type, schema);
  return schema;
}

/** As an address may carry it: half of a sign that takes two is no text that a client can send. */
const sendable = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString();

/** Requests made out of what the contract says of a route, and of ids that answers named. */
export class Inputs {
  constructor(
    private readonly chance: Chance,
    /** Public ids that exist, of whoever it may be. */
    private readonly ids: readonly string[],
  ) {}

  /** A request as the route asks for it, as far as its schemas tell. */
  plain(route: Route): Asked {
    return {
      ...(route.params ? { params: this.texts(route.params) } : {}),
      ...(route.query ? { query: this.object(route.query) } : {}),
      ...(route.body ? { body: this.object(route.body) } : {}),
      ...(route.wire === 'csv' ? { text: 'order_id,identity\n1,2\n' } : {}),
    };
  }

  /** The same with something of it odd, missing, too much or broken. */
  spoilt(route: Route): Asked {
    const { params, query, body, text } = this.plain(route);
    const part = this.chance.of(['params', 'query', 'body', 'body', 'text'] as const);
    if (part === 'params' && params) {
      const odd = Object.keys(params).map((name) => [name, sendable(this.chance.of(ODD))]);
      return { params: Object.fromEntries(odd) as Record<string, string>, ...(query ? { query } : {}), body };
    }
    if (part === 'query') return { ...(params ? { params } : {}), query: this.oddQuery(query ?? {}), body };
    if (part === 'text' || text !== undefined)
      return { ...(params ? { params } : {}), ...(query ? { query } : {}), text: this.chance.of(BROKEN) };
    const more = { ...(params ? { params } : {}), ...(query ? { query } : {}) };
    return { ...more, body: this.changed(body ?? {}) };
  }

  private oddQuery(query: Readonly<Record<string, unknown>>): Record<string, string> {
    const odd = Object.entries(this.changed(query));
    return Object.fromEntries(odd.map(([name, value]) => [name, sendable(value)]));
  }

  private changed(value: unknown): Record<string, unknown> {
    if (typeof value !== 'object' || value === null) return { value };
    const copy = { ...(value as Record<string, unknown>) };
    const names = Object.keys(copy);
    const name = names.length > 0 ? this.chance.of(names) : 'odd';
    switch (this.chance.whole(0, 3)) {
      case 0:
        delete copy[name];
        return copy;
      case 1:
        return { ...copy, [`${name}2`]: this.chance.of(ODD) };
      case 2: {
        const inner = copy[name];
        const isDeep = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
        return { ...copy, [name]: isDeep ? this.changed(inner) : [inner, inner] };
      }
      default:
        return { ...copy, [name]: this.chance.of(ODD) };
    }
  }

  private texts(type: z.ZodType): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.object(type)).map(([name, value]) => [name, String(value)]),
    );
  }

  private object(type: z.ZodType): Record<string, unknown> {
    const schema = schemaOf(type);
    const value = this.valueOf(schema, schema, 0);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  }

  private valueOf(schema: Schema, root: Schema, depth: number): unknown {
    const ref = schema['$ref'];
    if (typeof ref === 'string') {
      const found = ref
        .split('/')
        .slice(1)
        .reduce<unknown>((at, key) => (at as Schema)[key], root);
      return this.valueOf(found as Schema, root, depth + 1);
    }
    if ('const' in schema) return schema['const'];
    if (Array.isArray(schema['enum'])) return this.chance.of(schema['enum'] as unknown[]);
    const ways = schema['anyOf'] ?? schema['oneOf'];
    if (Array.isArray(ways)) return this.valueOf(this.chance.of(ways as Schema[]), root, depth + 1);
    if (Array.isArray(schema['allOf']))
      return this.valueOf((schema['allOf'] as Schema[])[0] ?? {}, root, depth);
    switch (schema['type']) {
      case 'object':
        return this.objectOf(schema, root, depth);
      case 'array':
        return this.listOf(schema, root, depth);
      case 'integer':
      case 'number':
        return this.numberOf(schema);
      case 'boolean':
        return this.chance.happens(50);
      case 'null':
        return null;
      default:
        return this.textOf(schema);
    }
  }

  private objectOf(schema: Schema, root: Schema, depth: number): Record<string, unknown> {
    const required = new Set((schema['required'] as string[] | undefined) ?? []);
    const properties = Object.entries((schema['properties'] as Record<string, Schema> | undefined) ?? {});
    const taken = properties.filter(
      ([name]) => required.has(name) || (depth < DEPTH_MAX && this.chance.happens(40)),
    );
    return Object.fromEntries(taken.map(([name, one]) => [name, this.valueOf(one, root, depth + 1)]));
  }

  private listOf(schema: Schema, root: Schema, depth: number): unknown[] {
    const least = Number(schema['minItems'] ?? 0);
    const most = Math.max(least, depth > DEPTH_MAX ? least : Math.min(3, Number(schema['maxItems'] ?? 3)));
    const items = schema['items'] as Schema | undefined;
    return Array.from({ length: this.chance.whole(least, most) }, () =>
      items ? this.valueOf(items, root, depth + 1) : null,
    );
  }

  private numberOf(schema: Schema): number {
    const least = Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? 0);
    const most = Number(schema['maximum'] ?? schema['exclusiveMaximum'] ?? least + 1_000);
    const near = Math.min(most, least + 500);
    return this.chance.of([least, this.chance.whole(least, near), this.chance.whole(least, near), most]);
  }

  private textOf({ pattern, minLength, maxLength }: Schema): string {
    if (typeof pattern === 'string' && pattern.includes('[a-z]{3}_')) return this.chance.of(this.ids);
    const least = Number(minLength ?? 0);
    return this.chance
      .of(WORDS)
      .padEnd(least, 'a')
      .slice(0, Math.max(least, Number(maxLength ?? 64)));
  }
}
