import { StoreError } from '@cairn/postgres';
import type { Settings } from '../settings/settings.ts';
import { UserError } from '../user-error.ts';

/** A failed start in words for the person at the terminal; what nobody foresaw comes back as it is. */
export function explainFailure(error: unknown, { dataDir, port }: Settings): unknown {
  if (error instanceof StoreError) {
    const hint = error.code.startsWith('STORE_DATA_DIRECTORY')
      ? ' The variable CAIRN_DATA_DIR names the directory.'
      : '';
    return new UserError(`${error.message}${hint}`, { cause: error });
  }
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' && code === 'EADDRINUSE') {
    const words = `Port ${port} is already taken, perhaps by another Cairn. Stop that one, or set CAIRN_PORT.`;
    return new UserError(words, { cause: error });
  }
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    return new UserError(`Cannot listen: ${message}. Set CAIRN_HOST or CAIRN_PORT.`, { cause: error });
  }
  if (syscall !== undefined && (error as NodeJS.ErrnoException).path?.startsWith(dataDir)) {
    return new UserError(`The data directory ${dataDir} cannot be used: ${message}. Set CAIRN_DATA_DIR.`, {
      cause: error,
    });
  }
  return error;
}
