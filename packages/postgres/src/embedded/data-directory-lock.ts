import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../store-error.ts';
import { makeDirectory } from './make-directory.ts';
import { getOwnIdentity, isRunning, type ProcessIdentity } from './process-identity.ts';

/** The right to use a data directory, held until `release`, or until the process is gone, however it went. */
export interface DataDirectoryLock {
  release(): void;
}

/**
 * Creates the data directory if needed and takes the lock file `cairn.lock` in it. What a killed process left behind
 * is taken over; two processes on two machines that share a directory are not told apart.
 *
 * @throws StoreError STORE_DATA_DIRECTORY_IN_USE, STORE_DATA_DIRECTORY_UNWRITABLE.
 */
export function lockDataDirectory(dataDir: string): DataDirectoryLock {
  const file = path.join(dataDir, 'cairn.lock');
  try {
    makeDirectory(dataDir, 0o700);
    takeLock(file, dataDir);
  } catch (error) {
    throw error instanceof StoreError ? error : unwritable(dataDir, error);
  }
  return { release: () => rmSync(file, { force: true }) };
}

function takeLock(file: string, dataDir: string): void {
  const own = JSON.stringify(getOwnIdentity());
  while (!tryCreate(file, own)) {
    const found = readLock(file);
    if (found === null) continue;
    const holder = parseHolder(found);
    if (holder && isRunning(holder)) throw inUse(dataDir, holder.pid);
    removeStale(file, found);
  }
}

/** Creates the file only where there is none: of two processes that try at once, one wins. */
function tryCreate(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readLock(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parseHolder(content: string): ProcessIdentity | null {
  try {
    return JSON.parse(content) as ProcessIdentity;
  } catch {
    // Killed between creating the file and writing it.
    return null;
  }
}

/** Moves the stale file aside first: had another process replaced it meanwhile, that lock is put back. */
function removeStale(file: string, staleContent: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') === staleContent) rmSync(aside);
  else renameSync(aside, file);
}

function inUse(dataDir: string, pid: number): StoreError {
  return new StoreError(
    'STORE_DATA_DIRECTORY_IN_USE',
    `The data directory ${dataDir} is in use by process ${pid}. Stop that process, or start this one with another directory.`,
  );
}

function unwritable(dataDir: string, cause: unknown): StoreError {
  return new StoreError(
    'STORE_DATA_DIRECTORY_UNWRITABLE',
    `Cannot write to the data directory ${dataDir}: ${(cause as Error).message}. Give this user write access, or name another directory.`,
    cause,
  );
}
