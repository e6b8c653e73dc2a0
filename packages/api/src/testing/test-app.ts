import { type Access, can, type Principal } from '@cairn/access';
import type { InboundMessage, Intake, IntakeResult } from '@cairn/engine';
import fastify from 'fastify';
import { buildApp } from '../app.ts';
import type { AppDeps } from '../deps.ts';
import { defaultLimits } from '../limits.ts';

export const administrator: Principal = { kind: 'user', id: 'u1', name: 'Ada', email: 'ada@example.org' };
const keyWith = (...scopes: ('ingest' | 'read' | 'manage')[]): Principal => ({
  kind: 'apiKey',
  id: scopes.join('-'),
  name: 'key',
  ownerId: 'u1',
  scopes,
});

/** Bearer -> caller. */
export const callers: Readonly<Record<string, Principal>> = {
  admin: administrator,
  ingestKey: keyWith('ingest'),
  readKey: keyWith('read'),
  manageKey: keyWith('manage'),
};

/** Headers of a caller. */
export const as = (caller: keyof typeof callers & string) => ({ authorization: `Bearer ${caller}` });

/** An access that knows `callers` and nobody else. */
export function accessOf(overrides: Partial<Access> = {}): Access {
  const refuse = () => Promise.reject(new Error('not part of this test'));
  return {
    can,
    authenticate: ({ authorization }) => callers[authorization?.replace('Bearer ', '') ?? ''] ?? null,
    handleAuthRequest: refuse,
    createSetupToken: refuse,
    createFirstAdministrator: refuse,
    createApiKey: refuse,
    listApiKeys: refuse,
    revokeApiKey: refuse,
    ...overrides,
  };
}

/** An intake that keeps what it takes. Each call takes one of `failures`, if there are any, and throws it unless null. */
export function recordingIntake() {
  const taken: InboundMessage[] = [];
  const failures: (Error | null)[] = [];
  const accepted: IntakeResult = { status: 'accepted', matched: 1, discarded: 0, keys: ['k1'] };
  const take = async (messages: readonly InboundMessage[]) => {
    const failure = failures.shift();
    if (failure) throw failure;
    taken.push(...messages);
    return messages.map(() => accepted);
  };
  const intake: Intake = {
    accept: async (message) => (await take([message]))[0] as IntakeResult,
    acceptBatch: take,
  };
  return { intake, taken, failures };
}

export const now = Date.UTC(2026, 0, 15, 12);

const inlets = new Map(
  [
    { id: 'open', sandbox: 'prod', organizationId: 'acme', requiresAuthentication: false },
    { id: 'closed', sandbox: 'prod', organizationId: 'acme', requiresAuthentication: true },
  ].map((inlet) => [inlet.id, inlet]),
);

/** The application on in-memory ports; members of `overrides` replace them. */
export async function buildTestApp(overrides: Partial<AppDeps> = {}) {
  const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('not part of this test')) });
  return buildApp({
    access: accessOf(),
    authoring: unused as AppDeps['authoring'],
    intake: recordingIntake().intake,
    inlets,
    reader: unused as AppDeps['reader'],
    profiles: unused as AppDeps['profiles'],
    clock: {
      now: () => now,
      wakeAt: (_at, callback) => {
        const immediate = setImmediate(callback);
        return () => clearImmediate(immediate);
      },
    },
    limits: defaultLimits,
    version: '1.2.3',
    logger: fastify({ logger: false }).log,
    sandbox: 'prod',
    storeErrors: {},
    unready: async () => ({}),
    metrics: async () => 'cairn_up 1\n',
    ...overrides,
  });
}
