import type { Type } from '@nestjs/common';
import type { OperatorPermission, OutboxEventName, OutboxPayload } from '@liuliang/contract';
import type { Migration } from '../db/migration';
import type { AnyTable } from '../db/tables';
import type { Tx } from '../db/statements';
import type { Effect, Marks, Subjects } from '../effects';
import type { Job } from '../jobs';
import type { FilePart } from './files';
import type { AuditFindings, ErasurePart, ExportPart, TimelinePart } from './parts';
import type { PersonalColumns } from './personal';
import type { MessageTemplate } from './templates';
import type { SecretParts } from '../secret/secret-rows';
import type { Settings } from './settings';

/** Roles of operators beside the owner. A role may do what areas grant it, and nothing else. */
export const grantedRoles = ['analyst', 'operations', 'auditor'] as const;
type GrantedRole = (typeof grantedRoles)[number];

/** A job with the provider that does it. */
export interface JobPart {
  readonly job: Job;
  readonly by: Type;
  readonly run: (it: unknown, payload: unknown) => Promise<string>;
}

/** What a provider does about another area's event, exactly once in effect. */
export interface ConsumerPart {
  /** Kept with every event that it has handled: never rename it. */
  readonly consumer: string;
  readonly topic: OutboxEventName;
  readonly by: Type;
  readonly handle: (it: unknown, tx: Tx, payload: unknown) => Promise<void>;
}

/** What a provider does about marks of other areas, in the transaction that sets them. */
export interface EffectPart {
  readonly effect: Omit<Effect<Marks>, 'run'>;
  readonly by: Type;
  readonly run: (it: unknown, tx: Tx, brandId: number, subjects: Subjects<Marks>) => Promise<void>;
}

/** A check that the audit runs for an area over one brand, or (null) over all of them. */
export interface AuditPart {
  /** As acceptance and the report name it, e.g. `INV-13`. */
  readonly id: string;
  readonly by: Type;
  readonly check: (it: unknown, brandId: number | null, findings: AuditFindings) => Promise<void>;
}

/**
 * Everything about an area that others need to know without knowing the area: what it owns, what it does by itself,
 * and its part in what concerns all areas. What it says to the outside (routes, refusals, events, permissions, prefixes
 * of ids) stands in the folder of the same name in libs/contract. `src/areas.ts` lists the manifests; nothing else has to
 * be edited when an area is added. Parts are values, or providers of the area's own Nest module.
 */
export interface Area {
  /** The name of its folder. */
  readonly name: string;
  readonly module: Type;
  readonly tables?: readonly AnyTable[];
  /** How its tables came to be what they are, since it is an area of its own. */
  readonly migrations?: readonly Migration[];
  /** Which of its columns hold something about a person, and what becomes of it. */
  readonly personal?: readonly PersonalColumns[];
  /** What of its rows depends on the master secret, and what becomes of it under another one. */
  readonly secret?: Partial<SecretParts>;
  /** What the roles of operators may do here; the owner of a brand may do everything. */
  readonly grants?: Readonly<Partial<Record<GrantedRole, readonly OperatorPermission[]>>>;
  /** Sections of a brand's configuration. */
  readonly settings?: readonly Settings[];
  readonly templates?: readonly MessageTemplate[];
  readonly jobs?: readonly JobPart[];
  readonly consumers?: readonly ConsumerPart[];
  readonly effects?: readonly EffectPart[];
  /** Which of its lists can be written whole into files. */
  readonly files?: readonly FilePart[];
  /** What the member journey shows of it. */
  readonly timeline?: readonly TimelinePart[];
  /** What the audit proves of it. */
  readonly audit?: readonly AuditPart[];
  /** What a person may take along of it, whatever of theirs its screens show. */
  readonly export?: Type<ExportPart>;
  /** What it destroys, of its personal columns, when a person wants to be forgotten. */
  readonly erasure?: Type<ErasurePart>;
}

export const area = (value: Area): Area => value;

/** Declares a job and who does it; the compiler holds the payload against the job's own. */
export const runs = <P, T>(
  job: Job<P>,
  by: Type<T>,
  run: (it: T, payload: P) => Promise<string>,
): JobPart => ({ job: job as Job, by, run: run as JobPart['run'] });

/** Declares a consumer of an event and who handles it. */
export const consumes = <N extends OutboxEventName, T>(
  consumer: string,
  topic: N,
  by: Type<T>,
  handle: (it: T, tx: Tx, payload: OutboxPayload<N>) => Promise<void>,
): ConsumerPart => ({ consumer, topic, by, handle: handle as ConsumerPart['handle'] });

/** Declares a check of the audit and who makes it. */
export const proves = <T>(
  id: string,
  by: Type<T>,
  check: (it: T, brandId: number | null, findings: AuditFindings) => Promise<void>,
): AuditPart => ({ id, by, check: check as AuditPart['check'] });

/** Declares an effect: what a provider does about marks, at which step of the end of the transaction. */
export const reacts = <const M extends Marks, T>(
  effect: Omit<Effect<M>, 'run'>,
  by: Type<T>,
  run: (it: T, tx: Tx, brandId: number, subjects: Subjects<M>) => Promise<void>,
  // The list of effects knows no provider's type; it hands each effect the very provider that it names.
): EffectPart => ({ effect, by, run: run as unknown as EffectPart['run'] });
