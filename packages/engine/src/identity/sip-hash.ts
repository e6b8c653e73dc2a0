/** Two 32-bit words. */
export interface HashKey {
  readonly k0: number;
  readonly k1: number;
}

/** Four unsigned 32-bit words. */
export type Hash128 = readonly [number, number, number, number];

/**
 * HalfSipHash-2-4 (Aumasson and Bernstein) over UTF-16 code units, its output lengthened to 128 bits by further
 * finalization rounds. A keyed hash, because keys of people come from senders: nobody who does not know the key can
 * make two inputs meet, and two ids that meet would refuse a whole commit.
 */
export function sipHash(key: HashKey, text: string): Hash128 {
  let v0 = key.k0;
  let v1 = key.k1 ^ 0xee;
  let v2 = 0x6c796765 ^ key.k0;
  let v3 = 0x74656462 ^ key.k1;
  const out: [number, number, number, number] = [0, 0, 0, 0];
  const words = (text.length + 1) >> 1;
  for (let word = 0; word < words + 5; word++) {
    const isInput = word <= words;
    const message = word < words ? wordAt(text, word << 1) : text.length;
    if (isInput) v3 ^= message;
    else v2 ^= 0xee - 0x11 * (word - words - 1);
    for (let round = isInput ? 2 : 4; round > 0; round--) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    if (isInput) v0 ^= message;
    else out[word - words - 1] = (v1 ^ v3) >>> 0;
  }
  return out;
}

/** Two code units; the length closes the input, so that a missing last unit is not confused with U+0000. */
function wordAt(text: string, index: number): number {
  return text.charCodeAt(index) | ((index + 1 < text.length ? text.charCodeAt(index + 1) : 0) << 16);
}

const versionKey: HashKey = { k0: 0x43616972, k1: 0x6e6b6579 };

/** Makes a key of a text: of the id of a journey version, or under that key of the id of an instance. */
export function hashKeyOf(text: string, key: HashKey = versionKey): HashKey {
  const [k0, k1] = sipHash(key, text);
  return { k0, k1 };
}
