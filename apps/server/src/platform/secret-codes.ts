import { FieldCipher } from './auth/fields';
import { CodeHashes, readCode, type CodeKind } from './codes';
import type { Secrets } from './secrets';

/** Which column of hashes, and beside it which one of sealed codes. */
interface CodePlace {
  readonly table: string;
  readonly column: string;
}

/** What a row holds of a code. */
export interface KeptCode {
  /** The mark and the beginning of the keyed hash: at most 16 characters, for keys of tables. */
  readonly hash: string;
  /** At most 64 characters. */
  readonly sealed: string;
}

/** No alphabet of codes has it, so that a hash that somebody read is never taken for a code. */
const MARK = '#';
/** 90 bits: nobody meets two codes of one hash. */
const HASH_LENGTH = 15;

/**
 * Codes that redeem something and that their owner sees again. CODES-2: a row holds a hash under a key of ours, by which
 * a code is found, and the code sealed for that row alone, so that whoever reads a dump can redeem nothing.
 */
export class SecretCodes {
  private readonly hashes: CodeHashes;
  private readonly cipher: FieldCipher;

  constructor(
    secrets: Secrets,
    /** The kind that is drawn, and what earlier releases drew. */
    private readonly kinds: readonly [CodeKind, ...CodeKind[]],
    private readonly place: CodePlace,
  ) {
    const purpose = `${place.table}/${place.column}`;
    this.hashes = new CodeHashes(secrets, `code-hashes/${purpose}`);
    this.cipher = new FieldCipher({
      keys: new Map([[1, secrets.derive(`sealed-codes/${purpose}`)]]),
      currentVersion: 1,
    });
  }

  keep(rowId: number, code: string): KeptCode {
    return { hash: this.hashOf(code), sealed: this.cipher.encrypt(code, { ...this.place, rowId }) };
  }

  /**
   * The code of a row, for its owner. A row of a release before codes were sealed holds the code where the hash belongs.
   * @throws FieldCipherError when it was altered, or sealed for another row
   */
  show(rowId: number, { hash, sealed }: KeptCode): string {
    return sealed === '' ? hash : this.cipher.decrypt(sealed, { ...this.place, rowId });
  }

  /** What to look for when somebody types a code: its hash, and as earlier releases kept it. Empty for what is no code. */
  lookedFor(typed: string): readonly string[] {
    const codes = this.kinds.map((kind) => readCode(kind, typed)).filter((code) => code !== null);
    return codes.flatMap((code) => [this.hashOf(code), code]);
  }

  /** What the row holds under the keys of `next`; a code that was never sealed is nobody's secret, and stays. */
  renewed(rowId: number, kept: KeptCode, next: SecretCodes): KeptCode {
    return kept.sealed === '' ? kept : next.keep(rowId, this.show(rowId, kept));
  }

  private hashOf(code: string): string {
    return MARK + this.hashes.of(code).toString('base64url').slice(0, HASH_LENGTH);
  }
}
