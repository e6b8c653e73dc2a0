import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { putGenerated } from './generated-file.ts';

/** Writes docs/reference/schema.md from the dumped schema and the words below. With `--check` it only compares. */
const schema = readFileSync(resolve(import.meta.dirname, '../packages/postgres/schema.sql'), 'utf8');

const introduction = `<!-- Made by scripts/generate-schema-reference.ts from packages/postgres/schema.sql. Do not edit. -->

# Schema: views for reports

These views of the database are meant to be read by reports and BI tools, with a user that may only read. Their columns are
kept; the tables under them are Cairn's own and change with releases. Times are milliseconds since 1970 in UTC:
\`to_timestamp(at / 1000.0)\`. Reading is cheap for one instance and costs a pass over everything kept otherwise.`;

const viewTexts: Readonly<Record<string, string>> = {
  step_events: 'One row for each step a person took in a journey.',
  calls: 'One row for each call to another system: those that ended, and those that somebody waits for.',
};

const columnTexts: Readonly<Record<string, string>> = {
  seq: 'Place in the stream of steps; grows, with gaps',
  sandbox: 'Sandbox of the journey',
  instance_id: 'The passage of one person through one version',
  version_id: 'Version of the journey',
  journey_id: 'The journey, the same for all its versions',
  step_id: 'Id of the step',
  key: 'Who: the key of the event',
  namespace: 'Namespace of the key, if the event has one',
  at: 'When the step was processed',
  node_id: 'Activity',
  node_name: 'Its name as authors see it',
  node_type: 'Its kind, such as `condition`',
  step_type: 'Kind of step',
  step_status: '`ended`, `error`, `transitions`, `capped`, `timedout` or `instanceTimedout`',
  entrance: 'The person entered by this step',
  reentrance: 'And had been inside before',
  instance_ended: 'The instance ended by this step',
  instance_status: 'How it ended: `completed`, `error`, `timedOut`, `stopped`',
  parent_step_id: 'Step before this one',
  parent_step_name: 'Name of the activity of that step',
  parent_transition_id: 'Arrow that was followed here',
  parent_transition_name: 'Its branch',
  branch: 'Branch taken out of this activity',
  processing_time_ms: 'Time the step took',
  details: 'Further members by their published names, as JSON',
  id: 'Id of the call, the `Idempotency-Key` of every try',
  activity_id: 'Activity that made the call',
  kind: '`action` or `fetch`',
  target_id: 'Custom action or data source',
  status: '`pending`, `finished`, or `cancelled`: its journey was stopped before the call was made',
  outcome: '`success`, `http`, `timedout`, `capped` or `error`; empty while pending',
  http_status: 'Status of the last answer, if any came',
  status_code: '`http_<code>`, `timedout`, `capped` or `internalError`',
  attempts: 'Tries made',
  elapsed_ms: 'Time from the first try to the end',
  message: 'Why it failed, without values',
};

const sections = Object.entries(viewTexts).map(([name, about]) => `## ${name}\n\n${about}\n\n${columnsOf(name)}`);
putGenerated('docs/reference/schema.md', `${[introduction, ...sections].join('\n\n')}\n`);

function columnsOf(view: string): string {
  const line = new RegExp(`^-- view ${view}: (.+)$`, 'm').exec(schema)?.[1];
  if (line === undefined) throw new Error(`the schema has no view ${view}`);
  const rows = line.split(', ').map((column) => {
    const [name = '', ...type] = column.split(' ');
    const text = columnTexts[name];
    if (text === undefined) throw new Error(`column ${name} of ${view} has no text`);
    return `| \`${name}\` | ${type.join(' ')} | ${text} |`;
  });
  return ['| Column | Type | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
