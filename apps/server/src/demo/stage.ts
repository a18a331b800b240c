import type { INestApplicationContext, Type } from '@nestjs/common';
import { instantAt, type Day, type Refusal, type Result } from '@liuliang/domain';
import type { Brand } from '../modules/brands';
import { GuideRolesService } from '../modules/guides';
import { CustomersService } from '../modules/members';
import { memberOf, type AssetOwner } from '../modules/points';
import { TouchesService } from '../modules/touches';
import type { Person } from '../platform/areas';
import { Database } from '../platform/db/database';
import type { Reader } from '../platform/db/statements';
import type { CustomerPrincipal, OperatorPrincipal } from '../platform/http';
import { Jobs } from '../platform/jobs';
import type { MovableClock } from './clock';
import type { CastKey, Story } from './story';

/** Something that people of the brand did at an instant of the story. Played again, it changes nothing. */
export interface Moment {
  readonly atMs: number;
  play(): Promise<void>;
}

/** Whom the scenes are about. */
export interface StageCast {
  readonly brand: Brand;
  readonly story: Story;
  readonly customerIds: ReadonlyMap<string, number>;
  /** Operators who worked with the brand during the story: who pays, and who answers customers. */
  readonly financeId: number;
  readonly serviceId: number;
  /** The last day of the story: yesterday, seen from the day on which the brand is opened. */
  readonly lastDay: Day;
}

export type GuideAtWork = CustomerPrincipal & { readonly guide: NonNullable<CustomerPrincipal['guide']> };

/** What scenes are played on: the services of the product, and people by the keys of the story. */
export class Stage {
  constructor(
    readonly app: INestApplicationContext,
    readonly clock: MovableClock,
    readonly cast: StageCast,
  ) {}

  get brand(): Brand {
    return this.cast.brand;
  }

  get<T>(service: { readonly prototype: T }): T {
    return this.app.get(service as Type, { strict: false });
  }

  idOf(key: CastKey | (string & {})): number {
    const customerId = this.cast.customerIds.get(key);
    if (customerId === undefined) throw new Error(`${key} is not in the story`);
    return customerId;
  }

  /** @param daysAgo before the last day, as lives are told; @param time `10:30`, in the brand's zone */
  at(daysAgo: number, time: string): number {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return instantAt(this.cast.lastDay - daysAgo, hours * 60 + minutes, this.brand.timeZone);
  }

  operator(operatorId: number): OperatorPrincipal {
    const { id: brandId } = this.brand;
    return {
      kind: 'operator',
      brandId,
      sessionId: 0,
      operatorId,
      permissions: new Set(),
      storeScope: null,
    };
  }

  /** Who somebody of the story is by now. */
  async person(key: string): Promise<Person> {
    const find = (reader: Reader) => this.get(CustomersService).person(reader, this.brand, this.idOf(key));
    const person = await this.get(Database).read(find);
    if (!person) throw new Error(`${key} is nobody`);
    return person;
  }

  async member(key: string): Promise<AssetOwner> {
    return memberOf({ brandId: this.brand.id, person: await this.person(key) });
  }

  /** A guide at work, by the key of the story. */
  async guide(key: string): Promise<GuideAtWork> {
    const person = await this.person(key);
    const role = await this.get(Database).read((reader) =>
      this.get(GuideRolesService).roleOf(reader, this.brand.id, person.family),
    );
    if (!role) throw new Error(`${key} is no guide`);
    const { guideId, storeId } = role;
    return {
      kind: 'customer',
      brandId: this.brand.id,
      sessionId: 0,
      person,
      isMember: true,
      guide: { guideId, storeId },
    };
  }

  async runJobs(...names: readonly string[]): Promise<void> {
    for (const name of names) await this.get(Jobs).runNow(name);
  }

  /** Sends what is queued: the job takes some at a time, and those that it postpones stay. */
  async sendMessages(): Promise<void> {
    for (let before = Number.POSITIVE_INFINITY; ;) {
      await this.runJobs('touches.send');
      const states = await this.get(Database).read((reader) =>
        this.get(TouchesService).byState(reader, this.brand.id),
      );
      const queued = states['queued'] ?? 0;
      if (queued === 0 || queued >= before) return;
      before = queued;
    }
  }
}

/** The value of something that cannot be refused in a story of our own making. */
export function granted<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw new Error(`The story was refused: ${result.error.code}`);
}
