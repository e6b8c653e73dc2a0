import { describe, expect, it } from 'vitest';
import { partitionCount } from '../ports.ts';
import { partitionOf } from './partition.ts';

describe('the partition of a person', () => {
  it('is the same for the same person and spreads people evenly', () => {
    const counts = new Array<number>(partitionCount).fill(0);
    for (let person = 0; person < 16_000; person += 1) {
      const partition = partitionOf('prod', 'Email', `person-${person}@example.com`);
      expect(partition).toBe(partitionOf('prod', 'Email', `person-${person}@example.com`));
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(800);
  });

  it('tells sandboxes and namespaces apart', () => {
    const distinct = new Set(
      ['Email', 'Phone', 'CRM', null].flatMap((namespace) =>
        ['a', 'b', 'c', 'd'].map((sandbox) => partitionOf(sandbox, namespace, 'k')),
      ),
    );
    expect(distinct.size).toBeGreaterThan(4);
  });
});
