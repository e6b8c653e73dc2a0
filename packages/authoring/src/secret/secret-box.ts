import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AuthoringError } from '../authoring-error.ts';

const algorithm = 'aes-256-gcm';
const prefix = 'sealed:1:';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Seals secrets before they reach the store: AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit IV each time.
 * `purpose` (the object's id) is authenticated along, so that a sealed secret cannot be moved to another object.
 */
export interface SecretBox {
  seal(secret: string, purpose: string): string;
  /** Throws AUTHORING_SECRET_UNREADABLE when the key or the purpose is another one, or the text was changed. */
  open(sealed: string, purpose: string): string;
}

/** Opens a box with a key of exactly 32 bytes. */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length !== 32) throw new RangeError(`The secret key has ${key.length} bytes; it must have 32.`);
  return {
    seal: (secret, purpose) => seal(key, secret, purpose),
    open: (sealed, purpose) => open(key, sealed, purpose),
  };
}

function seal(key: Uint8Array, secret: string, purpose: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return prefix + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

function open(key: Uint8Array, sealed: string, purpose: string): string {
  const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url');
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes)).setAAD(Buffer.from(purpose));
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new AuthoringError(
      'AUTHORING_SECRET_UNREADABLE',
      'A stored secret cannot be read. Start with the secret key it was sealed with, or enter the secret again.',
      { cause },
    );
  }
}
