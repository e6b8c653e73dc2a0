import { describe, expect, it } from 'vitest';
import { copyName } from './copy-name.ts';
import { objectName } from './name.ts';

describe('the name of a copy', () => {
  it('ends with _Copy, numbered when it is taken', () => {
    expect(copyName('Notify', new Set())).toBe('Notify_Copy');
    expect(copyName('Notify', new Set(['Notify_Copy', 'Notify_Copy2']))).toBe('Notify_Copy3');
  });

  it('is never longer than a name may be', () => {
    const name = copyName('x'.repeat(30), new Set([`${'x'.repeat(25)}_Copy`]));
    expect(name).toBe(`${'x'.repeat(24)}_Copy2`);
    expect(objectName.safeParse(name).success).toBe(true);
  });
});
