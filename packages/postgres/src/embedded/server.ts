import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadMessage, ThreadRequest } from './thread-protocol.ts';

/** A PGlite that listens, in a thread of its own. */
export interface EmbeddedServer {
  /** Where `pg` connects. */
  readonly connection: { readonly host: string; readonly port: number };
  /** Resolves when the thread ended by itself, which leaves the store unusable; never when it was stopped. */
  readonly failed: Promise<Error>;
  /** The whole database as a tar file, to start others from. */
  dump(): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/** Longest path of a unix socket: sun_path holds 104 bytes on macOS and 108 on Linux, with the closing zero. */
const maxSocketPathBytes = 103;
const socketPort = 5432;

/**
 * Starts PGlite. It listens on a unix socket in `socketDir`, or on a loopback port where that path is too long
 * (or null).
 */
export async function startEmbeddedServer(
  options: Omit<ThreadRequest, 'socketPath'> & { readonly socketDir: string | null },
): Promise<EmbeddedServer> {
  const socketPath = getSocketPath(options.socketDir);
  const request: ThreadRequest = { pgDataDir: options.pgDataDir, template: options.template, socketPath };
  const thread = new Worker(new URL('./server-thread.ts', import.meta.url), { workerData: request });
  let isStopping = false;
  const failed = new Promise<Error>((resolve) => {
    thread.once('error', (error: Error) => {
      if (!isStopping) resolve(error);
    });
    thread.once('exit', (code) => {
      if (!isStopping) resolve(new Error(`The thread of the embedded database ended with code ${code}.`));
    });
  });
  const { address } = await Promise.race([receive(thread, 'listening'), failed.then(raise)]);
  return {
    connection: socketPath ? { host: path.dirname(socketPath), port: socketPort } : parseAddress(address),
    failed,
    dump: async () => {
      post(thread, { kind: 'dump' });
      return (await receive(thread, 'dumped')).tar;
    },
    stop: async () => {
      isStopping = true;
      const exited = once(thread, 'exit');
      post(thread, { kind: 'stop' });
      await exited;
    },
  };
}

function getSocketPath(socketDir: string | null): string | null {
  if (socketDir === null || process.platform === 'win32') return null;
  // The name under which PostgreSQL's own drivers look for port 5432.
  const socketPath = path.resolve(socketDir, `.s.PGSQL.${socketPort}`);
  return Buffer.byteLength(socketPath) <= maxSocketPathBytes ? socketPath : null;
}

function parseAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
}

function post(thread: Worker, message: ThreadMessage): void {
  thread.postMessage(message);
}

function raise(error: Error): never {
  throw error;
}

function receive<Kind extends ThreadMessage['kind']>(
  thread: Worker,
  kind: Kind,
): Promise<Extract<ThreadMessage, { kind: Kind }>> {
  return new Promise((resolve) => {
    const onMessage = (message: ThreadMessage) => {
      if (message.kind !== kind) return;
      thread.off('message', onMessage);
      resolve(message as Extract<ThreadMessage, { kind: Kind }>);
    };
    thread.on('message', onMessage);
  });
}
