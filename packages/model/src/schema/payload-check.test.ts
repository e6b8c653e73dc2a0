import type { JsonValue } from '@cairn/expression';
import { describe, expect, it } from 'vitest';
import { payloadCheck } from './payload-check.ts';
import { flightSchema } from './sample-schema.fixture.ts';

const check = payloadCheck(flightSchema.document, [
  'passenger.email',
  'delay',
  'distance',
  'isDiverted',
  'landedAt',
  'gateTime',
  'day',
  'tags',
  'legs',
  'identityMap',
]);
const issuesOf = (payload: Record<string, JsonValue>) =>
  check({ passenger: { email: 'a@b.example' }, ...payload }).map(({ code, path }) => [code, path]);

describe('a payload', () => {
  it('passes when every selected field has its declared type', () => {
    const payload: JsonValue = {
      passenger: { email: 'a@b.example' },
      delay: 61,
      distance: 100,
      isDiverted: false,
      landedAt: '2001-01-10T12:50:00+01:00',
      gateTime: '2001-01-10T12:50:00',
      day: '2001-01-10',
      tags: ['late', null],
      legs: [{ port: 'BOS', km: 40 }],
      identityMap: { Email: [{ id: 'x' }] },
      notSelected: { anything: true },
    };
    expect(check(payload)).toEqual([]);
  });

  it('misses a mandatory field, in vain when it is null', () => {
    expect(check({}).map(({ code, path }) => [code, path])).toEqual([['MODEL_PAYLOAD_MISSING', 'passenger']]);
    expect(check({ passenger: { email: null } }).map(({ path }) => path)).toEqual(['passenger.email']);
  });

  it.each([
    ['delay', '5'],
    ['delay', 5.5],
    ['distance', '5.5'],
    ['isDiverted', 'true'],
    ['landedAt', '2001-01-10T12:50:00'],
    ['landedAt', '2001-02-30T12:50:00Z'],
    ['gateTime', '2001-01-10T12:50:00Z'],
    ['day', '2001-01-10T12:50:00Z'],
    ['day', '2001-13-01'],
    ['tags', 'late'],
    ['tags', ['late', 7]],
    ['legs', { port: 'BOS' }],
    ['identityMap', []],
  ])('is refused with %s = %j: no value is converted', (name, value) => {
    expect(issuesOf({ [name]: value })).toEqual([['MODEL_PAYLOAD_TYPE', name]]);
  });

  it('is checked inside lists of objects', () => {
    expect(issuesOf({ legs: [{ km: 1 }, { km: 'far' }] })).toEqual([['MODEL_PAYLOAD_TYPE', 'legs[].km']]);
  });

  it('never reads what an object inherits', () => {
    expect(check(JSON.parse('{"__proto__": {"passenger": {"email": "x"}}}')).map(({ path }) => path)).toEqual([
      'passenger',
    ]);
  });
});
