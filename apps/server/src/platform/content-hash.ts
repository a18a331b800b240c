import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets, type Purpose } from './secrets';

const HASH_BYTES = 16;

/** The purpose of a brand's key; a rotation of the secret lays a layer under the next key around every hash. */
export const contentPurpose = (brandId: number): Purpose => `content/${brandId}`;

/** One layer: what is hashed first is the content, and then the layer below. */
export const contentLayer = (key: Buffer, below: Buffer | string): Buffer =>
  createHmac('sha256', key).update(below).digest().subarray(0, HASH_BYTES);

/**
 * Tells whether the same key was sent with the same content. Keyed per brand: what is hashed names a person, and a
 * bare hash of a mobile number and a few known fields would be found by trying. What was hashed is not kept, so a hash
 * cannot be made anew under another secret: it is hashed once more instead, and so is whatever is compared with it.
 */
@Injectable()
export class ContentHashes {
  private readonly keysByBrand = new Map<number, readonly Buffer[]>();

  constructor(private readonly secrets: Secrets) {}

  /** @param parts everything the sender said, after normalisation, in a fixed order */
  of(brandId: number, parts: readonly (string | number)[]): Buffer {
    let hash: Buffer | string = JSON.stringify(parts);
    for (const key of this.keysOf(brandId)) hash = contentLayer(key, hash);
    return hash as Buffer;
  }

  private keysOf(brandId: number): readonly Buffer[] {
    const known = this.keysByBrand.get(brandId);
    if (known) return known;
    const keys = this.secrets.layers(contentPurpose(brandId));
    this.keysByBrand.set(brandId, keys);
    return keys;
  }
}
