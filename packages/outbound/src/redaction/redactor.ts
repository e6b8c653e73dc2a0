import { secretMask, toBase64 } from '@cairn/model';

/**
 * Replaces secrets in any text that leaves: each as written, in base64 (both alphabets), URL-encoded, form-encoded and
 * as it stands inside a JSON string. Longer forms first, so that no part of one is left over.
 */
export class Redactor {
  readonly #forms: readonly string[];

  constructor(secrets: readonly string[]) {
    const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
  }

  redact(text: string): string {
    return this.#forms.reduce((rest, form) => rest.replaceAll(form, secretMask), text);
  }
}

function formsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const encoded = toBase64(secret);
  return [
    secret,
    encoded,
    encoded.replaceAll('=', ''),
    Buffer.from(secret, 'utf8').toString('base64url'),
    encodeURIComponent(wellFormed),
    encodeURIComponent(encoded),
    new URLSearchParams([['', wellFormed]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
  ];
}
