import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from './secrets';

const HASH_BYTES = 16;

/**
 * Tells whether the same key was sent with the same content. Keyed per brand: what is hashed names a person, and a
 * bare hash of a mobile number and a few known fields would be found by trying.
 */
@Injectable()
export class ContentHashes {
  private readonly keyByBrand = new Map<number, Buffer>();

  constructor(private readonly secrets: Secrets) {}

  /** @param parts everything the sender said, after normalisation, in a fixed order */
  of(brandId: number, parts: readonly (string | number)[]): Buffer {
    return createHmac('sha256', this.keyOf(brandId))
      .update(JSON.stringify(parts))
      .digest()
      .subarray(0, HASH_BYTES);
  }

  private keyOf(brandId: number): Buffer {
    const known = this.keyByBrand.get(brandId);
    if (known) return known;
    const key = this.secrets.derive(`content/${brandId}`);
    this.keyByBrand.set(brandId, key);
    return key;
  }
}
