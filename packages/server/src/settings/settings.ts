import { resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from '../user-error.ts';

const whole = (min: number, max: number) => {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(rule).int(rule).min(min, rule).max(max, rule);
};
const oneOf = <const Value extends string>(...values: readonly Value[]) =>
  z.enum(values, `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`);
const port = whole(0, 65_535);
const hostList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  );
const million = 1_000_000;

/**
 * Every setting of the process, read from the environment here and nowhere else. The key is the variable's name;
 * docs/operations/settings.md explains each.
 */
export const environment = z.object({
  CAIRN_HOST: z.string().default('127.0.0.1'),
  CAIRN_PORT: port.default(4400),
  CAIRN_PUBLIC_URL: z.url('must be a URL such as https://cairn.example.com').optional(),
  CAIRN_DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  CAIRN_DATABASE_POOL: whole(1, 100).default(10),
  CAIRN_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits (32 bytes)')
    .optional(),
  CAIRN_AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  CAIRN_ALLOWED_HOSTS: hostList,
  CAIRN_INTERNAL_HOSTS: hostList,
  CAIRN_SAMPLE: oneOf('on', 'off')
    .default('on')
    .transform((value) => value === 'on'),
  CAIRN_SAMPLE_PORT: whole(1, 65_535).default(4401),
  CAIRN_ORGANIZATION_ID: z.string().min(1).default('cairn'),
  CAIRN_LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').default('warn'),
  CAIRN_MAX_EVENTS_PER_SECOND: whole(1, million).default(5_000),
  CAIRN_MAX_QUEUED_EVENTS: whole(1, million).default(20_000),
  /** Per external data source; operators may raise it for private endpoints only. */
  CAIRN_SOURCE_CALLS_PER_SECOND: whole(1, million).default(15),
  CAIRN_LIVE_JOURNEYS: whole(1, 10_000).default(100),
  CAIRN_INSTANCE_LIFE_DAYS: whole(1, 365).default(30),
  CAIRN_LEASE_SECONDS: whole(3, 300).default(15),
  CAIRN_STOP_GRACE_SECONDS: whole(0, 300).default(10),
});

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly databasePool: number;
  /** 64 hexadecimal digits; absent = kept in the data directory. */
  readonly secretKey: string | undefined;
  readonly authSecret: string | undefined;
  readonly allowedHosts: readonly string[];
  readonly internalHosts: readonly string[];
  readonly hasSample: boolean;
  readonly samplePort: number;
  readonly organizationId: string;
  readonly logLevel: string;
  readonly maxEventsPerSecond: number;
  readonly maxQueuedEvents: number;
  readonly sourceCallsPerSecond: number;
  readonly liveJourneyQuota: number;
  readonly instanceLifeMs: number;
  readonly leaseMs: number;
  readonly stopGraceMs: number;
}

/** Names the variables that are wrong, each with its rule. */
export class SettingsError extends UserError {
  constructor(issues: readonly string[]) {
    super(`The settings are not usable:\n${issues.map((issue) => `  ${issue}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** Reads the settings; throws SettingsError. An empty variable counts as absent. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const values = parsed.data;
  return {
    host: values.CAIRN_HOST,
    port: values.CAIRN_PORT,
    publicUrl: (values.CAIRN_PUBLIC_URL ?? `http://${publicHost(values.CAIRN_HOST)}:${values.CAIRN_PORT}`).replace(
      /\/$/,
      '',
    ),
    dataDir: resolve(values.CAIRN_DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    databasePool: values.CAIRN_DATABASE_POOL,
    secretKey: values.CAIRN_SECRET_KEY,
    authSecret: values.CAIRN_AUTH_SECRET,
    allowedHosts: values.CAIRN_ALLOWED_HOSTS,
    internalHosts: values.CAIRN_INTERNAL_HOSTS,
    hasSample: values.CAIRN_SAMPLE,
    samplePort: values.CAIRN_SAMPLE_PORT,
    organizationId: values.CAIRN_ORGANIZATION_ID,
    logLevel: values.CAIRN_LOG_LEVEL,
    maxEventsPerSecond: values.CAIRN_MAX_EVENTS_PER_SECOND,
    maxQueuedEvents: values.CAIRN_MAX_QUEUED_EVENTS,
    sourceCallsPerSecond: values.CAIRN_SOURCE_CALLS_PER_SECOND,
    liveJourneyQuota: values.CAIRN_LIVE_JOURNEYS,
    instanceLifeMs: values.CAIRN_INSTANCE_LIFE_DAYS * dayMs,
    leaseMs: values.CAIRN_LEASE_SECONDS * 1_000,
    stopGraceMs: values.CAIRN_STOP_GRACE_SECONDS * 1_000,
  };
}

const dayMs = 24 * 60 * 60 * 1_000;

function publicHost(host: string): string {
  return host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host;
}
