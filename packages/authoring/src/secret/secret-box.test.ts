import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from './secret-box.ts';

const box = createSecretBox(randomBytes(32));

describe('secret box', () => {
  it('opens what it sealed, and never seals the same way twice', () => {
    const first = box.seal('pässword', 'action-1');
    expect(first).not.toContain('pässword');
    expect(box.seal('pässword', 'action-1')).not.toBe(first);
    expect(box.open(first, 'action-1')).toBe('pässword');
  });

  it('refuses another key, another object and a changed text', () => {
    const sealed = box.seal('secret', 'action-1');
    const unreadable = expect.objectContaining({ code: 'AUTHORING_SECRET_UNREADABLE' });
    expect(() => createSecretBox(randomBytes(32)).open(sealed, 'action-1')).toThrow(unreadable);
    expect(() => box.open(sealed, 'action-2')).toThrow(unreadable);
    expect(() => box.open(`${sealed.slice(0, -2)}AA`, 'action-1')).toThrow(unreadable);
    expect(() => box.open('sealed:1:', 'action-1')).toThrow(unreadable);
  });

  it('takes only a key of 32 bytes', () => {
    expect(() => createSecretBox(randomBytes(16))).toThrow(RangeError);
  });
});
