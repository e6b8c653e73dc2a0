import type { Call } from '../effect.ts';
import type { Visit } from './visit.ts';

/** What every call of a visit carries besides its id and what it asks. */
export function callAddress({
  passage,
  activity,
}: Visit): Omit<Extract<Call, { kind: 'fetch' }>, 'id' | 'kind' | 'targetId' | 'group' | 'params'> {
  const { instance, journey } = passage;
  return {
    sandbox: instance.sandbox,
    partition: instance.partition,
    instanceId: instance.id,
    journeyId: instance.journeyId,
    versionId: instance.versionId,
    activityId: activity.id,
    timeoutMs: journey.callTimeoutMs,
  };
}
