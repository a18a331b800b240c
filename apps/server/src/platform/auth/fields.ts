import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
// Always given to Node: without it a tag cut to 4, 8, 12 or 15 bytes would be accepted.
const TAG_BYTES = 16;
const FORMAT = 'f1';

/** Where a value lives. It is bound into the ciphertext, so a value moved to another row or column does not open. */
export interface FieldPlace {
  table: string;
  column: string;
  rowId: string | number;
}

export type FieldFault = 'FIELD_MALFORMED' | 'FIELD_KEY_UNKNOWN' | 'FIELD_TAMPERED';

/** A stored value that does not open: corruption or an attack, never something a person can repair by retrying. */
export class FieldCipherError extends Error {
  constructor(
    readonly fault: FieldFault,
    place: FieldPlace,
  ) {
    super(`${fault} in ${place.table}.${place.column}`);
    this.name = 'FieldCipherError';
  }
}

/**
 * Encrypts personal fields, each under AES-256-GCM with a fresh random IV and its place as associated data. Stored
 * form: `f1.<key version>.<base64url of IV, ciphertext and tag>`, 4/3 of (UTF-8 bytes + 28) and a prefix of about 5.
 */
export class FieldCipher {
  readonly #keys: ReadonlyMap<number, Uint8Array>;
  readonly #currentVersion: number;
  readonly #random: (size: number) => Buffer;

  /**
   * @param options.keys every key still needed to read, by version; the current one writes
   * @throws RangeError when a key is not 32 bytes or the current version has none
   */
  constructor(options: {
    keys: ReadonlyMap<number, Uint8Array>;
    currentVersion: number;
    random?: (size: number) => Buffer;
  }) {
    const isSound = [...options.keys].every(
      ([version, key]) => isVersion(version) && key.length === KEY_BYTES,
    );
    if (!isSound || !options.keys.has(options.currentVersion))
      throw new RangeError('Field keys have 32 bytes');
    this.#keys = new Map(options.keys);
    this.#currentVersion = options.currentVersion;
    this.#random = options.random ?? randomBytes;
  }

  /** @throws RangeError for an empty text (store null instead) or a place whose parts hold `|`. */
  encrypt(plaintext: string, place: FieldPlace): string {
    if (plaintext === '') throw new RangeError('An empty field is stored as null');
    const version = this.#currentVersion;
    const iv = this.#random(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#keyOf(version, place), iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(associatedData(place, version));
    const sealed = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${FORMAT}.${version}.${sealed.toString('base64url')}`;
  }

  /** @throws FieldCipherError when the text is malformed, of an unknown key, altered, or stored for another place. */
  decrypt(stored: string, place: FieldPlace): string {
    const { version, sealed } = parse(stored, place);
    const key = this.#keyOf(version, place);
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(associatedData(place, version));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    // AUTH-3: `update` already yields plaintext of altered data; nothing leaves this function before `final` has agreed.
    const opened = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    } catch {
      throw new FieldCipherError('FIELD_TAMPERED', place);
    }
  }

  /** True when the value was written with today's key; others are rewritten by the rotation job. */
  isCurrent(stored: string): boolean {
    return stored.startsWith(`${FORMAT}.${this.#currentVersion}.`);
  }

  #keyOf(version: number, place: FieldPlace): Uint8Array {
    const key = this.#keys.get(version);
    if (!key) throw new FieldCipherError('FIELD_KEY_UNKNOWN', place);
    return key;
  }
}

/**
 * Finds encrypted values by equality: HMAC-SHA256 under a key derived (HKDF-SHA256) per brand and version from a
 * master key that is not in the database. A bare hash of a mobile number falls in minutes, since there are few of
 * them; and two brands must not be able to match their customers. Erasure deletes the index as well as the field.
 */
export class BlindIndex {
  readonly #masterKey: Uint8Array;
  readonly #version: number;
  /** Deriving a brand's key costs five times the index itself, and an import asks for many of one brand. */
  readonly #keyByBrand = new Map<string, Buffer>();

  /** @throws RangeError when the master key is shorter than 32 bytes. */
  constructor(masterKey: Uint8Array, version = 1) {
    if (masterKey.length < KEY_BYTES || !isVersion(version))
      throw new RangeError('An index key has 32 bytes or more');
    this.#masterKey = masterKey;
    this.#version = version;
  }

  /**
   * @param column what kind of value it is, e.g. `mobile`; equal texts in two columns have unrelated indexes
   * @param value already normalised (a mobile as E.164), since two spellings would be two people
   * @returns 64 hex digits
   */
  of(brandId: string | number, column: string, value: string): string {
    if (column.includes('|') || column === '' || value === '')
      throw new RangeError('An index needs column and value');
    return createHmac('sha256', this.#keyOf(String(brandId)))
      .update(`${column}|${value}`)
      .digest('hex');
  }

  #keyOf(brandId: string): Buffer {
    const known = this.#keyByBrand.get(brandId);
    if (known) return known;
    const info = `liuliang/blind-index/v${this.#version}|${brandId}`;
    const key = Buffer.from(hkdfSync('sha256', this.#masterKey, Buffer.alloc(0), info, KEY_BYTES));
    this.#keyByBrand.set(brandId, key);
    return key;
  }
}

function associatedData(place: FieldPlace, version: number): Buffer {
  const parts = [place.table, place.column, String(place.rowId)];
  // With a separator inside a part, two places could share one text.
  if (parts.some((part) => part === '' || part.includes('|')))
    throw new RangeError('A field place holds no "|"');
  return Buffer.from([...parts, String(version)].join('|'), 'utf8');
}

function parse(stored: string, place: FieldPlace): { version: number; sealed: Buffer } {
  const match = /^f1\.([1-9]\d{0,8})\.([\w-]+)$/.exec(stored);
  const sealed = Buffer.from(match?.[2] ?? '', 'base64url');
  // Decoding forgives stray bits at the end; a value has one spelling only, so that no copy passes as another value.
  const isCanonical = sealed.toString('base64url') === match?.[2];
  if (!isCanonical || sealed.length <= IV_BYTES + TAG_BYTES)
    throw new FieldCipherError('FIELD_MALFORMED', place);
  return { version: Number(match?.[1]), sealed };
}

function isVersion(version: number): boolean {
  return Number.isInteger(version) && version >= 1 && version < 1_000_000_000;
}
