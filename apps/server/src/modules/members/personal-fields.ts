import { Injectable } from '@nestjs/common';
import type { Identity } from '@liuliang/domain';
import { BlindIndex, FieldCipher, type FieldPlace } from '../../platform/auth/fields';
import { Secrets } from '../../platform/secrets';

export const GRAM_BYTES = 2;

interface BrandKeys {
  readonly index: BlindIndex;
  readonly grams: BlindIndex;
  readonly cipher: FieldCipher;
}

/**
 * Personal fields of one brand's customers: sealed for storage, found again by their blind index. The keys are derived
 * per brand, so that two brands cannot match their customers (INV-34). Stored bytes of length 0 mean "none".
 */
@Injectable()
export class PersonalFields {
  private readonly keysByBrand = new Map<number, BrandKeys>();

  constructor(private readonly secrets: Secrets) {}

  /** The blind index of a normalised identity: 32 bytes, the same for the same person in every process. */
  indexOf(brandId: number, { kind, value }: Identity): Buffer {
    return Buffer.from(this.keysOf(brandId).index.of(brandId, kind, value), 'hex');
  }

  /** The bucket of two neighbouring signs of a name: so few bytes that many pairs share each (decision 29). */
  gramOf(brandId: number, gram: string): Buffer {
    return Buffer.from(this.keysOf(brandId).grams.of(brandId, 'name', gram), 'hex').subarray(0, GRAM_BYTES);
  }

  /** @param place where the value will be stored; it opens nowhere else */
  seal(brandId: number, place: FieldPlace, text: string): Buffer {
    return text === '' ? Buffer.alloc(0) : Buffer.from(this.keysOf(brandId).cipher.encrypt(text, place));
  }

  /** @throws FieldCipherError when the bytes were altered, or stored for another place */
  open(brandId: number, place: FieldPlace, stored: Buffer): string {
    return stored.length === 0 ? '' : this.keysOf(brandId).cipher.decrypt(stored.toString(), place);
  }

  private keysOf(brandId: number): BrandKeys {
    const known = this.keysByBrand.get(brandId);
    if (known) return known;
    const keys = {
      index: new BlindIndex(this.secrets.derive(`blind-index/${brandId}`)),
      grams: new BlindIndex(this.secrets.derive(`name-grams/${brandId}`)),
      cipher: new FieldCipher({
        keys: new Map([[1, this.secrets.derive(`fields/${brandId}`)]]),
        currentVersion: 1,
      }),
    };
    this.keysByBrand.set(brandId, keys);
    return keys;
  }
}

/** Where a customer's own field is sealed. */
export const customerField = (column: 'nickname' | 'mobile', customerId: number): FieldPlace => ({
  table: 'customer',
  column,
  rowId: customerId,
});

/** Where an identity's value is sealed: bound to its index, not to its customer, so that a merge needs no key. */
export const identityField = (kind: string, index: Buffer): FieldPlace => ({
  table: 'customer_identity',
  column: 'value',
  rowId: `${kind}.${index.toString('hex')}`,
});
