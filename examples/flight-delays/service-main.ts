import { CompensationService } from './service.ts';

/** Runs the compensation service alone: `service-main.ts PORT`. Ends with its parent or at SIGTERM. */
const service = new CompensationService({ port: Number(process.argv[2] ?? 4401), maxPerSecond: 2_000 });
try {
  process.stdout.write(`${await service.start()}\n`);
} catch (error) {
  process.stderr.write(`the sample's service cannot start: ${(error as Error).message}\n`);
  process.exit(1);
}
const stop = (): void => void service.stop().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
