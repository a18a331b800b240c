import type { z } from 'zod';

/** A brand's configuration as it is stored: only what the brand decided, by section and key. */
export type StoredConfig = Readonly<Record<string, unknown>>;

/** A section of a brand's configuration: owned by one area, read through `settingsOf`. */
export interface Settings<T = unknown> {
  /** Where it is stored; a dot leads into a section that several areas share, e.g. `spending.gifts`. */
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** Of every key, nested ones too: a brand saved before a key was thought of is read like a new one. */
  readonly defaults: T;
  /** Keys that say up to where one person is enough: greater ones need two people and a pause (area `limits`). */
  readonly twoPeople: readonly string[];
}

type NumberKey<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T] & string;

export const settings = <T>(
  path: string,
  schema: z.ZodType<T>,
  defaults: T,
  twoPeople: readonly NumberKey<T>[] = [],
): Settings<T> => ({ path, schema, defaults, twoPeople });

/** Parsed sections of a configuration that was read; a brand is read far more often than it is changed. */
const parsed = new WeakMap<StoredConfig, Map<string, unknown>>();

/**
 * What a brand decided in a section, with defaults for the rest.
 * @throws when what is stored was never valid: it was checked when it was saved
 */
export function settingsOf<T>({ config }: { readonly config: StoredConfig }, section: Settings<T>): T {
  const known = parsed.get(config) ?? new Map<string, unknown>();
  parsed.set(config, known);
  if (!known.has(section.path)) {
    known.set(section.path, valueOf(config, section));
  }
  return known.get(section.path) as T;
}

/** The configuration with some keys of a section changed; other sections, and keys that are not named, stay. */
export function withSettings<T extends object>(
  config: StoredConfig,
  section: Settings<T>,
  change: Partial<T>,
): StoredConfig {
  const stored = storedAt(config, section.path);
  const changed = putAt(config, section.path.split('.'), { ...(isSection(stored) ? stored : {}), ...change });
  valueOf(changed, section);
  return changed;
}

const valueOf = <T>(config: StoredConfig, { path, schema, defaults }: Settings<T>): T =>
  schema.parse(filled(storedAt(config, path), defaults));

const isSection = (value: unknown): value is StoredConfig =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is stored, with defaults for the keys that are not. Lists and plain values are taken as they are. */
function filled(stored: unknown, defaults: unknown): unknown {
  if (stored === undefined) return defaults;
  if (!isSection(stored) || !isSection(defaults)) return stored;
  const keys = new Set([...Object.keys(defaults), ...Object.keys(stored)]);
  return Object.fromEntries([...keys].map((key) => [key, filled(stored[key], defaults[key])]));
}

function storedAt(config: StoredConfig, path: string): unknown {
  let at: unknown = config;
  for (const key of path.split('.')) at = isSection(at) ? at[key] : undefined;
  return at;
}

function putAt(
  config: StoredConfig,
  [key = '', ...rest]: readonly string[],
  value: StoredConfig,
): StoredConfig {
  const inner = (config[key] ?? {}) as StoredConfig;
  return { ...config, [key]: rest.length === 0 ? value : putAt(inner, rest, value) };
}
