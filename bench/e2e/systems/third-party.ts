import { Agent } from 'undici';

export interface LandedEntity {
  readonly personId: string;
  readonly delayMinutes: number;
  readonly flight: string;
}

const agent = new Agent({ connections: 64, pipelining: 1 });
const sinkUrl = new URL(process.env.BENCH_SINK_URL ?? '');

/** The journey of this bench, hand-written: one condition, one POST with a personalised JSON body. */
export async function decideAndPost(entity: LandedEntity): Promise<void> {
  if (entity.delayMinutes <= 60) return;
  const body = JSON.stringify({ personId: entity.personId, delay: entity.delayMinutes, reason: 'long delay' });
  const { body: answer, statusCode } = await agent.request({
    origin: sinkUrl.origin,
    path: sinkUrl.pathname,
    method: 'POST',
    headers: { 'content-type': 'application/json', charset: 'UTF-8' },
    body,
  });
  await answer.dump();
  if (statusCode >= 300) throw new Error(`the sink answered ${statusCode}`);
}
