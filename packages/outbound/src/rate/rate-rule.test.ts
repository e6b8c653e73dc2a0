import { describe, expect, it } from 'vitest';
import { matchesWildcards, type RateRule, RateRuleIndex, type RateSubject } from './rate-rule.ts';

const rule = (id: string, url: string, methods = ['POST'], service: 'action' | 'dataSource' = 'action'): RateRule => ({
  id,
  sandbox: 'main',
  url,
  methods,
  services: { [service]: { rating: { maxCallsCount: 1, periodInMs: 1_000 } } },
});
const subject = (url: string, more: Partial<RateSubject> = {}): RateSubject => {
  const { origin, pathname, search } = new URL(url);
  return { sandbox: 'main', service: 'action', method: 'POST', origin, path: pathname + search, ...more };
};

describe('RateRuleIndex', () => {
  it('finds a rule for every path below its star, for its methods only', () => {
    const index = new RateRuleIndex([rule('r', 'https://h/a/*')]);
    expect(index.find(subject('https://h/a/b/c'))?.id).toBe('r');
    expect(index.find(subject('https://h/a/b/c', { method: 'GET' }))).toBeNull();
    expect(index.find(subject('https://h/b'))).toBeNull();
    expect(index.find(subject('http://h/a/b'))).toBeNull();
  });

  it('keeps services and sandboxes apart', () => {
    const index = new RateRuleIndex([rule('r', 'https://h/a', ['POST'], 'dataSource')]);
    expect(index.find(subject('https://h/a'))).toBeNull();
    expect(index.find(subject('https://h/a', { service: 'dataSource' }))?.id).toBe('r');
    expect(index.find(subject('https://h/a', { service: 'dataSource', sandbox: 'other' }))).toBeNull();
  });

  it('passes over a rule whose URL cannot be read', () => {
    const index = new RateRuleIndex([rule('broken', 'not a url'), rule('r', 'https://h/a')]);
    expect(index.find(subject('https://h/a'))?.id).toBe('r');
  });

  it('lets the most literal pattern win', () => {
    const index = new RateRuleIndex([rule('wide', 'https://h/*'), rule('narrow', 'https://h/orders/*')]);
    expect(index.find(subject('https://h/orders/1'))?.id).toBe('narrow');
    expect(index.find(subject('https://h/users/1'))?.id).toBe('wide');
  });
});

describe('matchesWildcards', () => {
  it.each([
    ['/a', '/a', true],
    ['/a', '/ab', false],
    ['/a/*', '/a/', true],
    ['/*/x', '/a/b/x', true],
    ['/*/x', '/a/b/y', false],
    ['/a?b=*', '/a?b=1&c=2', true],
    ['/a?b=1', '/axb=1', false],
    ['*', '', true],
    ['/a*a*b', '/aaab', true],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(matchesWildcards(pattern, text)).toBe(expected);
  });

  it('takes no exponential time', () => {
    expect(matchesWildcards(`${'*a'.repeat(30)}b`, 'a'.repeat(10_000))).toBe(false);
  });
});
