// Runs a program in place of this process, as far as Node can: same streams, same signals, same exit code.
// Plain JavaScript without dependencies, for the machine's own Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const lookForParentEveryMs = 1_000;

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function handOver(program, args, options = {}) {
  const child = spawn(program, args, { ...options, stdio: 'inherit' });
  // Ctrl-C reaches the whole group: the program has it already, ends in its own time, and this process waits for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm ends only its shell when it is ended; without this the program would live on without anybody.
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) child.kill('SIGTERM');
  }, lookForParentEveryMs).unref();
  child.on('error', (error) => {
    process.stderr.write(`${program} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)));
}
