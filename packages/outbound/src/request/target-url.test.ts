import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboundError } from '../outbound-error.ts';
import { encodeParameter, joinPath } from './target-url.ts';

/** Texts made of what attacks on paths are made of, mixed with anything. */
const nasty = fc
  .array(
    fc.oneof(fc.constantFrom('..', '.', '/', '\\', '%2e', '%2F', '@', ':', '?', '#', ';', '\t', '\n'), fc.string()),
  )
  .map((parts) => parts.join(''));

describe('joinPath', () => {
  it('J26 no path value whatever changes the host or leaves the static path', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom('/', '/static', '/static/', '/a/b'), (value, staticPath) => {
        let path: string;
        try {
          path = joinPath(staticPath, value);
        } catch (error) {
          expect(error).toMatchObject({ code: 'OUTBOUND_PATH_INVALID' } satisfies Partial<OutboundError>);
          return;
        }
        const url = new URL(`https://host.example${path}`);
        expect([url.host, url.search, url.hash, url.pathname]).toEqual(['host.example', '', '', path]);
        expect(url.pathname.startsWith(staticPath)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a value that is no step is read back as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        fc.pre(!value.split('/').some((segment) => segment === '.' || segment === '..') && !value.startsWith('/'));
        expect(joinPath('/s', value).slice('/s/'.length).split('/').map(decodeURIComponent).join('/')).toBe(value);
      }),
    );
  });
});

describe('encodeParameter', () => {
  it('J12 whatever it holds, a parameter is read back as one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), (name, value) => {
        const read = new URL(`https://h/?first=1&${encodeParameter(name, value)}`).searchParams;
        expect([...read]).toEqual([
          ['first', '1'],
          [name, value],
        ]);
      }),
    );
  });
});
