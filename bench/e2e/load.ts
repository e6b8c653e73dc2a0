import { HttpConnection, postRequest } from './http-connection.ts';

export interface Target {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Wraps the entity of one event as the system expects it. */
  readonly wrap: (entity: string) => string;
}

export interface LoadResult {
  /** Accepted with a 2xx answer. */
  readonly accepted: number;
  readonly refused: number;
  /** Person number -> `performance.now()` just before the request was sent. */
  readonly sentAt: ReadonlyMap<number, number>;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Every event is another person's; `nextPerson` goes on counting over all runs of a bench. */
let nextPerson = 1;

function requestFor(target: Target, person: number): string {
  const entity = `{"personId":"person-${person}","delayMinutes":${61 + (person % 100)},"flight":"FL-${person}"}`;
  return postRequest(target.path, target.headers, target.wrap(entity));
}

/** Closed loop: every connection sends its next event as soon as the last one was answered. */
export async function runClosedLoop(target: Target, connections: number, durationMs: number): Promise<LoadResult> {
  const sockets = await openConnections(target.port, connections);
  const sentAt = new Map<number, number>();
  const startedAt = performance.now();
  let accepted = 0;
  let refused = 0;
  const drive = async (socket: HttpConnection): Promise<void> => {
    while (performance.now() - startedAt < durationMs) {
      const person = nextPerson++;
      const request = requestFor(target, person);
      const at = performance.now();
      const status = await socket.send(request);
      if (status < 300) {
        accepted += 1;
        sentAt.set(person, at);
      } else refused += 1;
    }
  };
  await Promise.all(sockets.map(drive));
  const endedAt = performance.now();
  for (const socket of sockets) socket.close();
  return { accepted, refused, sentAt, startedAt, endedAt };
}

/** Open loop: `perSecond` events at even distances, whatever the system's pace; late ones are sent as soon as a connection is free. */
export async function runOpenLoop(
  target: Target,
  connections: number,
  perSecond: number,
  durationMs: number,
): Promise<LoadResult> {
  const idle = await openConnections(target.port, connections);
  const all = [...idle];
  const sentAt = new Map<number, number>();
  const startedAt = performance.now();
  const total = Math.round((perSecond * durationMs) / 1_000);
  let accepted = 0;
  let refused = 0;
  let started = 0;
  const underWay = new Set<Promise<void>>();
  const sendOne = async (socket: HttpConnection, dueAt: number): Promise<void> => {
    const person = nextPerson++;
    const status = await socket.send(requestFor(target, person));
    if (status < 300) {
      accepted += 1;
      // Counted from when it was due: waiting for a free connection is part of what a sender sees.
      sentAt.set(person, dueAt);
    } else refused += 1;
    idle.push(socket);
  };
  while (started < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) * perSecond) / 1_000) + 1);
    while (started < due) {
      const socket = idle.pop();
      if (!socket) break;
      const sending = sendOne(socket, startedAt + (started * 1_000) / perSecond);
      started += 1;
      underWay.add(sending);
      void sending.finally(() => underWay.delete(sending));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(underWay);
  const endedAt = performance.now();
  for (const socket of all) socket.close();
  return { accepted, refused, sentAt, startedAt, endedAt };
}

function openConnections(port: number, count: number): Promise<HttpConnection[]> {
  return Promise.all(Array.from({ length: count }, () => HttpConnection.open(port)));
}
