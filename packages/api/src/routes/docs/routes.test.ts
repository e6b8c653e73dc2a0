import { describe, expect, it } from 'vitest';
import { errorReference } from '../../errors/reference.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const storeErrors = {
  STORE_TEST: { title: 'The <disk> is full', remedy: 'Free `/tmp`.', retryable: true },
};

describe('/docs/errors', () => {
  it('has an anchor for each code and is where the type of a problem leads', async () => {
    const app = await buildTestApp({ storeErrors });
    const html = (await app.inject('/docs/errors')).body;
    const codes = errorReference(storeErrors).flatMap(({ rows }) => rows.map(({ code }) => code));
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(html).toContain(`id="${code}"`);
    const { type } = (await app.inject('/nowhere')).json();
    const [path, anchor] = type.split('#');
    expect(path).toBe('/docs/errors');
    expect(codes).toContain(anchor);
  });

  it('says what each code means with names in place of values, and escapes what HTML would read', async () => {
    const html = (await (await buildTestApp({ storeErrors })).inject('/docs/errors')).body;
    expect(html).toContain('The &lt;disk&gt; is full. Free <code>/tmp</code>.');
    expect(html).toContain('The answer of {host} is larger than the limit of {limit} bytes.');
    expect(html).not.toMatch(/undefined|\[object/);
  });
});
