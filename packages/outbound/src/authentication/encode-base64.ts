/** The only function of custom authentication's header values; it reaches to the last parenthesis, as secrets may hold one. */
const functionCall = /EncodeBase64\((.*)\)/s;

/** Replaces `EncodeBase64(text)` by the base64 of the text; any other text stays as it is. */
export function applyEncodeBase64(value: string): string {
  return value.replace(functionCall, (_, text: string) => base64(text));
}

/** The text inside `EncodeBase64(...)`, or null. */
export function encodedText(value: string): string | null {
  return functionCall.exec(value)?.[1] ?? null;
}

/** Base64 of the UTF-8 bytes. */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
