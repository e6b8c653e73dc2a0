import type { StoredProfile } from '@cairn/engine';
import type { JsonValue } from '@cairn/expression';
import { ApiError } from '../../errors/api-error.ts';
import type { FieldError } from '../../errors/problem.ts';
import { member, optionalText, requiredObject } from '../../inlet/shape.ts';

/** Who a profile is of, where the address does not say it. */
type Identity = Pick<StoredProfile, 'namespace' | 'key'>;

/** The profile in `{ attributes, timeZone? }`, checked by hand so that 64-bit integers stay whole. Throws API_VALIDATION. */
export function toProfile(body: JsonValue, sandbox: string, identity: Identity): StoredProfile {
  const errors: FieldError[] = [];
  const profile = readProfile(errors, body, sandbox, identity);
  if (errors.length > 0) throw new ApiError('API_VALIDATION', { where: 'profile' }, { errors });
  return profile;
}

/** The profile in a line `{ namespace, key, attributes, timeZone? }`. Throws API_VALIDATION. */
export function toIdentifiedProfile(body: JsonValue, sandbox: string): StoredProfile {
  const errors: FieldError[] = [];
  const identity = {
    namespace: requiredText(errors, 'namespace', member(body, 'namespace')),
    key: requiredText(errors, 'key', member(body, 'key')),
  };
  const profile = readProfile(errors, body, sandbox, identity);
  if (errors.length > 0) throw new ApiError('API_VALIDATION', { where: 'profile' }, { errors });
  return profile;
}

function readProfile(errors: FieldError[], body: JsonValue, sandbox: string, identity: Identity): StoredProfile {
  requiredObject(errors, '', body);
  const timeZone = optionalText(errors, 'timeZone', member(body, 'timeZone'));
  if (timeZone !== null && !isTimeZone(timeZone)) {
    errors.push({ path: 'timeZone', code: 'unknown_time_zone', message: 'must be an IANA name such as Europe/Paris' });
  }
  return {
    sandbox,
    ...identity,
    attributes: requiredObject(errors, 'attributes', member(body, 'attributes')),
    timeZone,
  };
}

function requiredText(errors: FieldError[], path: string, value: JsonValue | undefined): string {
  const text = optionalText(errors, path, value);
  if (value === undefined) errors.push({ path, code: 'required', message: 'must be given' });
  return text ?? '';
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
