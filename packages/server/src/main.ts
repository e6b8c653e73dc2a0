import { createProgram } from './commands/program.ts';
import { UserError } from './user-error.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
