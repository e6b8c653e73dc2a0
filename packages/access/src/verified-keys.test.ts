import { describe, expect, it } from 'vitest';
import { VerifiedKeys } from './verified-keys.ts';

type Holder = NonNullable<Awaited<ReturnType<VerifiedKeys['holderOf']>>>;
const holderOf = (id: string): Holder => ({ kind: 'apiKey', id, name: id, ownerId: 'u', scopes: ['ingest'] });

/** Verifications that the test ends by itself. */
function heldVerifications() {
  const clock = { now: 0 };
  const asked: { key: string; answer: (holder: Holder | null) => void; fail: (error: Error) => void }[] = [];
  const keys = new VerifiedKeys(
    (key) => new Promise((answer, fail) => asked.push({ key, answer, fail })),
    () => clock.now,
  );
  return { keys, asked, clock };
}

describe('verified keys', () => {
  it('verify a key once for all who come meanwhile', async () => {
    const { keys, asked } = heldVerifications();
    const both = [keys.holderOf('a'), keys.holderOf('a')];
    asked[0]?.answer(holderOf('1'));
    expect(await Promise.all(both)).toEqual([holderOf('1'), holderOf('1')]);
    expect(asked).toHaveLength(1);
  });

  it('do not remember a key that was revoked while it was verified', async () => {
    const { keys, asked } = heldVerifications();
    const first = keys.holderOf('a');
    keys.forget('1');
    asked[0]?.answer(holderOf('1'));
    await first;
    expect(keys.holderOf('a')).toBeInstanceOf(Promise);
    expect(asked).toHaveLength(2);
  });

  it('remember neither bad keys nor failures', async () => {
    const { keys, asked } = heldVerifications();
    const bad = keys.holderOf('bad');
    asked[0]?.answer(null);
    expect(await bad).toBeNull();
    const failed = keys.holderOf('bad');
    asked[1]?.fail(new Error('no connection'));
    await expect(failed).rejects.toThrow('no connection');
    keys.holderOf('bad');
    expect(asked).toHaveLength(3);
  });

  it('remember the newest 1,000 keys', async () => {
    const { keys, asked } = heldVerifications();
    for (let at = 0; at <= 1_000; at++) {
      const holder = keys.holderOf(`key ${at}`);
      asked[at]?.answer(holderOf(String(at)));
      await holder;
    }
    expect(keys.holderOf('key 1')).toEqual(holderOf('1'));
    expect(keys.holderOf('key 0')).toBeInstanceOf(Promise);
  });
});
