import pg from 'pg';
import type { Notifier } from './notifier.ts';
import { createSubscribers, type SignalName, type Signals, signalNames } from './signals.ts';

const channel = 'cairn';
const reconnectDelayMs = 1_000;

/**
 * Signals between processes by LISTEN/NOTIFY, over a connection of their own that is made again when it breaks; after
 * a break every listener is called once, as it may have missed something. Sending goes through the pool and is folded:
 * while one NOTIFY is on its way, all others of its kind wait for the next.
 */
export async function createServerSignals(pool: pg.Pool, databaseUrl: string): Promise<Signals & Notifier> {
  const { subscribe, emit } = createSubscribers();
  const listener = await listen(databaseUrl, emit);
  const senders = {
    logAppended: createFoldedSender(pool, 'logAppended'),
    routingChanged: createFoldedSender(pool, 'routingChanged'),
  };
  return {
    ...senders,
    onLogAppended: (callback) => subscribe('logAppended', callback),
    onRoutingChanged: (callback) => subscribe('routingChanged', callback),
    close: () => listener.close(),
  };
}

function createFoldedSender(pool: pg.Pool, name: SignalName): () => void {
  let isSending = false;
  let isWanted = false;
  const send = async () => {
    isSending = true;
    while (isWanted) {
      isWanted = false;
      // A wake-up that fails is one that got lost, which listeners allow for.
      await pool.query('select pg_notify($1, $2)', [channel, name]).catch(() => {});
    }
    isSending = false;
  };
  return () => {
    isWanted = true;
    if (!isSending) void send();
  };
}

async function listen(databaseUrl: string, emit: (name: SignalName) => void): Promise<{ close(): Promise<void> }> {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    fresh.on('notification', ({ payload }) => {
      if (signalNames.includes(payload as SignalName)) emit(payload as SignalName);
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
