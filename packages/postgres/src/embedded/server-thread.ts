// Entry of the worker thread: one PGlite behind one socket, so that its CPU time is not taken from the event loop.
import { rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { ThreadMessage, ThreadRequest } from './thread-protocol.ts';

/** PGlite answers SQL errors in the protocol and throws only when it is beyond use; then the thread ends. */
class FailingFastPGlite extends PGlite {
  override async execProtocolRawStream(
    ...call: Parameters<PGlite['execProtocolRawStream']>
  ): ReturnType<PGlite['execProtocolRawStream']> {
    try {
      return await super.execProtocolRawStream(...call);
    } catch (error) {
      setImmediate(() => {
        throw error;
      });
      throw error;
    }
  }
}

async function serve(request: ThreadRequest): Promise<void> {
  const db = new FailingFastPGlite({
    dataDir: request.pgDataDir ?? 'memory://',
    ...(request.template ? { loadDataDir: new Blob([new Uint8Array(request.template)]) } : {}),
    relaxedDurability: false,
    startParams: [
      ...PGlite.defaultStartParams,
      '-c',
      'full_page_writes=off',
      '-c',
      'wal_level=minimal',
      '-c',
      'max_wal_senders=0',
      '-c',
      'track_activities=off',
      '-c',
      'wal_init_zero=off',
    ],
  });
  await db.waitReady;
  if (request.socketPath) rmSync(request.socketPath, { force: true });
  const server = new PGLiteSocketServer({
    db,
    // The pool holds one connection; the others leave room for its successor while a broken one is being detached.
    maxConnections: 4,
    ...(request.socketPath ? { path: request.socketPath } : { host: '127.0.0.1', port: 0 }),
  });
  await server.start();
  parentPort?.on('message', async (message: ThreadMessage) => {
    if (message.kind === 'dump') {
      const tar = await db.dumpDataDir('none');
      post({ kind: 'dumped', tar: new Uint8Array(await tar.arrayBuffer()) });
    } else if (message.kind === 'stop') {
      await server.stop();
      await db.close();
      post({ kind: 'stopped' });
      parentPort?.close();
    }
  });
  post({ kind: 'listening', address: server.getServerConn() });
}

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

await serve(workerData as ThreadRequest);
