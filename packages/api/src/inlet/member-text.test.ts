import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberText } from './member-text.ts';

describe('the text of a member', () => {
  it('is what the sender wrote, spaces and number spelling included', () => {
    expect(memberText('{ "id" : "1", "data" : { "a" : 1.50, "b": [1, 2] } }', ['data'])).toBe(
      '{ "a" : 1.50, "b": [1, 2] }',
    );
  });

  it('is found along a path, past strings that look like structure', () => {
    const text = '{"header":{"x":"}\\"{ xdmEntity"},"body":{"xdmMeta":{"xdmEntity":0},"xdmEntity":{"a":"\\\\"}}}';
    expect(memberText(text, ['body', 'xdmEntity'])).toBe('{"a":"\\\\"}');
  });

  it('is that of the last of two members with one name, as JSON.parse has it', () => {
    expect(memberText('{"data":{"a":1},"data":{"a":2}}', ['data'])).toBe('{"a":2}');
  });

  it('is null when a name before it is written with escapes, which could be the same name', () => {
    expect(memberText('{"data":{"a":1},"d\\u0061ta":{"a":2}}', ['data'])).toBeNull();
  });

  it('is null when the path leads nowhere', () => {
    expect(memberText('{"body":{}}', ['body', 'xdmEntity'])).toBeNull();
    expect(memberText('{"body":[]}', ['body', 'xdmEntity'])).toBeNull();
  });

  it('parses to the member, whatever the document', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), fc.constantFrom('', ' ', '\n\t'), (before, wanted, gap) => {
        const text = `${gap}{${gap}"before"${gap}:${gap}${before}${gap},"body":{"x":${wanted}${gap}}${gap}}`;
        expect(JSON.parse(memberText(text, ['body', 'x']) as string)).toEqual(JSON.parse(wanted));
      }),
    );
  });
});
