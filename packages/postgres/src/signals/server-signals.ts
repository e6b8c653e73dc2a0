import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Notifier } from './notifier.ts';
import { createSubscribers, type SignalName, type Signals, signalNames } from './signals.ts';

const channel = 'cairn';
const reconnectDelayMs = 1_000;

/**
 * Signals between processes by LISTEN/NOTIFY, over a connection of their own that is made again when it breaks; after
 * a break every listener is called once, as it may have missed something. A process does not hear itself: what it
 * appended it has handed on in memory, and to look for it in the table would cost a query for every batch. Sending goes through the pool and is folded:
 * while one NOTIFY is on its way, all others of its kind wait for the next.
 */
export async function createServerSignals(pool: pg.Pool, databaseUrl: string): Promise<Signals & Notifier> {
  const { subscribe, emit } = createSubscribers();
  const origin = randomUUID();
  const listener = await listen(databaseUrl, origin, emit);
  const senders = {
    logAppended: createFoldedSender(pool, 'logAppended', origin),
    routingChanged: createFoldedSender(pool, 'routingChanged', origin),
  };
  return {
    ...senders,
    onLogAppended: (callback) => subscribe('logAppended', callback),
    onRoutingChanged: (callback) => subscribe('routingChanged', callback),
    close: () => listener.close(),
  };
}

function createFoldedSender(pool: pg.Pool, name: SignalName, origin: string): () => void {
  let isSending = false;
  let isWanted = false;
  const send = async () => {
    isSending = true;
    while (isWanted) {
      isWanted = false;
      // A wake-up that fails is one that got lost, which listeners allow for.
      await pool.query('select pg_notify($1, $2)', [channel, `${name} ${origin}`]).catch(() => {});
    }
    isSending = false;
  };
  return () => {
    isWanted = true;
    if (!isSending) void send();
  };
}

async function listen(
  databaseUrl: string,
  ownOrigin: string,
  emit: (name: SignalName) => void,
): Promise<{ close(): Promise<void> }> {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    fresh.on('notification', ({ payload = '' }) => {
      const [name, origin] = payload.split(' ');
      if (origin !== ownOrigin && signalNames.includes(name as SignalName)) emit(name as SignalName);
    });
    fresh.on('error', () => {});
    fresh.once('end', scheduleReconnect);
    await fresh.connect();
    await fresh.query(`listen ${channel}`);
    return fresh;
  };
  const reconnect = async () => {
    try {
      client = await connect();
      signalNames.forEach(emit);
    } catch {
      scheduleReconnect();
    }
  };
  function scheduleReconnect() {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(reconnect, reconnectDelayMs);
  }
  let client = await connect();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client.end();
    },
  };
}
