import type { JsonValue } from '@cairn/expression';
import { entriesOf, isJsonObject } from './json-path.ts';

/**
 * Whether the JSON text of a value is longer than `limitBytes`, UTF-8, escapes not counted. Stops counting at the limit.
 */
export function isLargerThan(value: JsonValue, limitBytes: number): boolean {
  return measure(value, 0, limitBytes) > limitBytes;
}

function measure(value: JsonValue, before: number, limit: number): number {
  if (typeof value === 'string') return before + 2 + utf8Length(value);
  if (typeof value !== 'object' || value === null) return before + String(value).length;
  let size = before + 2;
  if (isJsonObject(value)) {
    for (const [name, member] of entriesOf(value)) {
      size = measure(member, size + utf8Length(name) + 4, limit);
      if (size > limit) break;
    }
    return size;
  }
  for (const item of value as readonly JsonValue[]) {
    size = measure(item, size + 1, limit);
    if (size > limit) break;
  }
  return size;
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // A surrogate pair is two units and four bytes, so each half adds one; other units above U+07FF take three bytes.
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}
