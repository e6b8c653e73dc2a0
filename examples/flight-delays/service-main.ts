import { CompensationService } from './service.ts';

/** Runs the compensation service alone: `service-main.ts PORT`. Ends with its parent or at SIGTERM. */
const service = new CompensationService({ port: Number(process.argv[2] ?? 4401), maxPerSecond: 2_000 });
try {
  const address = await service.start();
  process.stdout.write(`${address}\n`);
  process.send?.(address);
} catch (error) {
  process.stderr.write(`the sample's service cannot start: ${(error as Error).message}\n`);
  process.exit(1);
}
const stop = (): void => void service.stop().then(() => process.exit(0));
process.on('SIGTERM', stop);
// Under a parent, Ctrl-C is the parent's: it still ends its calls before it ends this.
process.on('SIGINT', () => process.connected || stop());
process.on('disconnect', stop);
