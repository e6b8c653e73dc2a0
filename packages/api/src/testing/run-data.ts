import type { Instance, Page, ProfileStore, RecordedStep, RunReader, StoredProfile } from '@cairn/engine';
import { now } from './test-app.ts';

/** A step at a place of the stream. */
export const stepAt = (seq: number): RecordedStep => ({
  seq,
  stepId: `step-${seq}`,
  sandbox: 'prod',
  instanceId: 'i1',
  journeyId: 'j1',
  versionId: 'v1',
  key: 'p1',
  namespace: null,
  at: now,
  nodeId: 'n1',
  nodeName: 'Long delay?',
  nodeType: 'condition',
  stepType: 'Condition',
  stepStatus: 'ended',
  processingTimeMs: 0.4,
  details: { eventID: 'e1' },
});

export const instance: Instance = {
  id: 'i1',
  sandbox: 'prod',
  journeyId: 'j1',
  versionId: 'v1',
  partition: 3,
  key: 'p1',
  namespace: null,
  status: 'running',
  enteredAt: now,
  endedAt: null,
  wakeAt: now + 60_000,
  state: {
    blocked: null,
    events: { Landed: { flight: 9007199254740993n, codes: new Map([['7', 'late']]) } },
    responses: {},
    properties: {},
    stepCount: 1,
    lastStep: null,
  },
};

const pageOf = <Item>(...items: Item[]): Page<Item> => ({ items, nextCursor: null });

/** A reader with one instance, and the steps of `steps`, which a test may add to. Keeps the filters it was asked with. */
export function recordedRun(steps: RecordedStep[] = [stepAt(1)]) {
  const asked: object[] = [];
  const note = <Answer>(filter: object, answer: Answer): Promise<Answer> => {
    asked.push(filter);
    return Promise.resolve(answer);
  };
  const { state: _, ...summary } = instance;
  const reader: RunReader = {
    listInstances: (filter) => note(filter, { items: [summary], nextCursor: 'next' }),
    getInstance: async (_sandbox, id) => (id === instance.id ? instance : null),
    listSteps: (filter) =>
      note(filter, pageOf(...steps.filter(({ seq }) => seq > (filter.afterSeq ?? 0)).slice(0, filter.limit))),
    loadLastStepSeq: async () => steps.at(-1)?.seq ?? 0,
    listCalls: (filter) =>
      note(
        filter,
        pageOf({
          id: 'c1',
          sandbox: 'prod',
          instanceId: 'i1',
          journeyId: 'j1',
          versionId: 'v1',
          activityId: 'a1',
          kind: 'action',
          targetId: 't1',
          timeoutMs: 30_000,
          status: 'pending',
          createdAt: now,
          finishedAt: null,
          result: null,
        }),
      ),
    listDiscards: (filter) =>
      note(
        filter,
        pageOf({ sandbox: 'prod', at: now, code: 'keyNotComputable', eventId: 'e1', journeyId: null, key: null }),
      ),
    countSteps: async () => [{ nodeId: 'n1', branch: 'long', stepStatus: 'ended', count: 2 }],
    loadStatistics: async () => ({ entered: 3, completed: 1, error: 1, running: 1 }),
  };
  return { reader, asked, steps };
}

/** Profiles in memory. */
export function memoryProfiles() {
  const stored = new Map<string, StoredProfile>();
  const idOf = (...parts: string[]) => JSON.stringify(parts);
  const profiles: ProfileStore = {
    putProfiles: async (batch) => {
      for (const one of batch) stored.set(idOf(one.sandbox, one.namespace, one.key), one);
    },
    getProfile: async (...identity) => stored.get(idOf(...identity)) ?? null,
    listProfiles: async ({ namespace }) =>
      pageOf(...[...stored.values()].filter((one) => namespace === undefined || one.namespace === namespace)),
    deleteProfile: async (...identity) => stored.delete(idOf(...identity)),
  };
  return { profiles, stored };
}
