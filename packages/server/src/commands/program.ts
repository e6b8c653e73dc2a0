import { Command } from 'commander';
import { version } from '../release.ts';

/** The `cairn` command. Every command is loaded only when it is called: most of them need no server parts. */
export function createProgram(): Command {
  const program = new Command('cairn')
    .description('Real-time customer journeys. Settings come from the environment: docs/operations/settings.md')
    .version(version)
    .showHelpAfterError();

  program
    .command('start')
    .description('start everything: API, worker, the embedded database unless DATABASE_URL names a server')
    .action(async () => (await import('./start.ts')).start('all'));
  program
    .command('worker')
    .description('start a worker only, on the server of DATABASE_URL')
    .action(async () => (await import('./start.ts')).start('worker'));
  program
    .command('migrate')
    .description('bring the database up to date and end')
    .action(async () => (await import('./migrate.ts')).runMigrations());
  addRemoteCommands(program);
  addExpressionCommands(program);
  return program;
}

/** Commands that talk to a running Cairn over its API. */
function addRemoteCommands(program: Command): void {
  program
    .command('send')
    .description(
      'send events to a running Cairn: one as JSON text, or a file of them (JSON array or NDJSON, - for standard input)',
    )
    .argument('<event-or-file>', 'JSON text that starts with {, or a file')
    .option('-s, --schema <name>', 'name or id of the schema of the events')
    .option('-i, --id-field <path>', 'field of the event to use as message id, so that sending twice counts once')
    .action(async (source, options) => (await import('./send.ts')).send(source, options));

  const journeys = program
    .command('journeys')
    .description('journeys of a running Cairn; a journey is named by its name or id');
  journeys
    .command('list')
    .description('the latest version of each journey')
    .option('--all-versions', 'older versions too')
    .action(async (options) => (await import('./journeys.ts')).list(options));
  journeys
    .command('validate')
    .description('errors and warnings; exit code 1 when there is an error')
    .argument('<journey>')
    .action(async (journey) => (await import('./journeys.ts')).validate(journey));
  journeys
    .command('publish')
    .description('let people in; the version that was live is closed')
    .argument('<journey>')
    .action(async (journey) => (await import('./journeys.ts')).publish(journey));
  journeys
    .command('export')
    .description('write the latest version, with everything it refers to, as YAML to standard output')
    .argument('<journey>')
    .action(async (journey) => (await import('./journeys.ts')).exportJourney(journey));
  journeys
    .command('import')
    .description('make a draft from an exported YAML or JSON file (- for standard input)')
    .argument('<file>')
    .action(async (file) => (await import('./journeys.ts')).importJourney(file));

  program
    .command('instances')
    .description('people inside journeys, newest first')
    .option('-k, --key <key>', 'only this person')
    .option('-j, --journey <journey>', 'only this journey')
    .option('-t, --status <status>', 'running, completed, error, timedOut or stopped')
    .option('-n, --limit <count>', 'how many', '20')
    .action(async (options) => (await import('./instances.ts')).listInstances(options));
  program
    .command('tail')
    .description('step events as they happen')
    .option('-k, --key <key>', 'only this person')
    .option('-j, --journey <journey>', 'only the latest version of this journey, or the version of this id')
    .option('--json', 'one JSON object a line')
    .action(async (options) => (await import('./tail.ts')).tail(options));
}

function addExpressionCommands(program: Command): void {
  const expr = program.command('expr').description('the expression language, without a server');
  expr
    .command('eval')
    .description('evaluate one text against a context file, or a file of cases; prints JSON')
    .argument('[text]')
    .option('-c, --context <file>', 'context in the form of section 13.2 of the specification')
    .option('--cases <file>', 'JSON array of {id, expression, context}; prints [{id, result}]')
    .action(async (text, options) => (await import('./expr.ts')).evaluate(text, options));
  expr
    .command('check')
    .description('say every problem of a text, with its place')
    .argument('<text>')
    .option('-c, --context <file>', 'context whose names the text may use')
    .action(async (text, options) => (await import('./expr.ts')).check(text, options));
  expr
    .command('format')
    .description('print a text in its canonical layout')
    .argument('<text>')
    .action(async (text) => (await import('./expr.ts')).formatText(text));
  expr
    .command('functions')
    .description('what can be called, or how one of them is called')
    .argument('[name]', 'only this one, with its examples')
    .action(async (name) => (await import('./expr.ts')).functions(name));
}
