const call = /EncodeBase64\((.*)\)/s;

/**
 * Replaces `EncodeBase64(text)` in a header value by the base64 of the text's UTF-8 bytes. It is the only function:
 * any other text stays as it is. The text reaches to the last closing parenthesis, because passwords hold parentheses.
 */
export const evaluateEncodeBase64 = (value: string): string =>
  value.replace(call, (_whole, text: string) => toBase64(text));

/** An EncodeBase64 that is not closed would be sent as it stands, secret included, so that it is refused at save. */
export const hasMalformedFunction = (value: string): boolean => value.includes('EncodeBase64(') && !call.test(value);

/** Base64 of the UTF-8 bytes of a text, as `Authorization: Basic` wants it (RFC 7617). */
export const toBase64 = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};
