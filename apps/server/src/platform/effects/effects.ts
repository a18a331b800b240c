import { Injectable } from '@nestjs/common';
import type { Step } from '../db/before-commit';
import type { Tx } from '../db/statements';

/** Something that an area records and that others act upon. The kind of its subjects travels with the value. */
export interface Mark<S> {
  readonly name: string;
  /** Never there: it only carries the type. */
  readonly subject?: S;
}

export const mark = <S>(name: string): Mark<S> => ({ name });

export type Marks = Readonly<Record<string, Mark<unknown>>>;
export type Subjects<M extends Marks> = { readonly [K in keyof M]: readonly SubjectOf<M[K]>[] };
type SubjectOf<K> = K extends Mark<infer S> ? S : never;

/** What an area does about marks of others, in the transaction that sets them. */
export interface Effect<M extends Marks> {
  readonly name: string;
  readonly step: Step;
  /** The marks that it acts upon, by the name under which it is handed their subjects. */
  readonly of: M;
  /** Called once for everything that was marked of a brand, and again only for what is marked while the step runs. */
  run(tx: Tx, brandId: number, subjects: Subjects<M>): Promise<void>;
}

type AnyEffect = Omit<Effect<Marks>, 'run'> & {
  run(tx: Tx, brandId: number, subjects: Record<string, readonly unknown[]>): Promise<void>;
};

/** What was marked for one effect and has not been handed to it. */
type Noted = Record<string, unknown[]>;

/**
 * How a cause reaches its effects when both commit together: whoever records something marks it and knows nobody; the
 * areas that follow from it said at the start what they do about the mark (docs/architecture/effects.md).
 * EFFECTS-1: a subject reaches each effect of its mark exactly once, or the transaction is undone.
 */
@Injectable()
export class Effects {
  private readonly byMark = new Map<string, { readonly as: string; readonly effect: AnyEffect }[]>();
  private readonly names = new Set<string>();
  private readonly noted = new WeakMap<Tx, Map<string, Noted>>();

  /** Registers an effect, when the server starts. */
  on<const M extends Marks>(effect: Effect<M>): void {
    if (this.names.has(effect.name)) throw new Error(`The effect ${effect.name} is registered twice`);
    this.names.add(effect.name);
    for (const [as, { name }] of Object.entries(effect.of)) {
      const known = this.byMark.get(name) ?? [];
      // One list for effects of all marks: which subjects each is handed follows from `of`, as its type said.
      this.byMark.set(name, [...known, { as, effect: effect as unknown as AnyEffect }]);
    }
  }

  /** Notes that something happened to these subjects. Their effects run before the transaction commits. */
  mark<S>(tx: Tx, brandId: number, { name }: Mark<S>, subjects: readonly S[]): void {
    if (subjects.length === 0) return;
    for (const { as, effect } of this.byMark.get(name) ?? []) {
      const list = (this.notedFor(tx, brandId, effect)[as] ??= []);
      for (const subject of subjects) list.push(subject);
    }
  }

  private notedFor(tx: Tx, brandId: number, effect: AnyEffect): Noted {
    const own = this.noted.get(tx) ?? new Map<string, Noted>();
    this.noted.set(tx, own);
    const key = `${effect.name}:${brandId}`;
    const known = own.get(key);
    if (known) return known;
    const fresh: Noted = {};
    own.set(key, fresh);
    tx.beforeCommit(effect.step, key, () => {
      own.delete(key);
      const none = Object.fromEntries(Object.keys(effect.of).map((as) => [as, []]));
      return effect.run(tx, brandId, { ...none, ...fresh });
    });
    return fresh;
  }
}
