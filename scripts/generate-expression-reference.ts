import {
  type Category,
  type FunctionDefinition,
  functionTable,
  type JsonValue,
  limits,
  stringifyJson,
  type TypeName,
} from '@cairn/expression';
import {
  accessHelp,
  dateHelp,
  keywordHelp,
  type Localized,
  loopVariableHelp,
  operatorHelp,
} from '@cairn/expression/editor';
import { rowOperators } from '@cairn/expression/simple';
import { putGenerated } from './generated-file.ts';

/**
 * Writes docs/reference/expressions.md from the tables of the language. With `--check` it writes nothing and exits 1
 * when the file is not what the tables say.
 */
const categoryTitles: Readonly<Record<Category, string>> = {
  segment: 'Segment',
  aggregation: 'Aggregation',
  conversion: 'Conversion',
  date: 'Date',
  list: 'List',
  math: 'Math',
  string: 'String',
};

const introduction = `<!-- Made by scripts/generate-expression-reference.ts from the tables of the language. Do not edit. -->

# Expressions: reference

Every operator and function of the expression language. The [guide](../guide/expressions.md) explains how to write
conditions and has worked examples. Examples below use an event \`FerryBoarded\` with a list \`legs\` of ports.

A field of an event is written \`@{Event.path}\`, a field of a data source \`#{Source.Group.path}\`, and the response kept
from an earlier action \`@action{Action.path}\`.`;

function renderPage(): string {
  const sections = [
    introduction,
    '## Operators',
    table(['Operator', 'Meaning'], wordRows({ ...operatorHelp, ...wordsOf('and', 'or', 'not', 'is', 'has', 'if') })),
    '## Collection accesses',
    'They follow a dot inside a field reference: `@{Purchase.items.first(currentEventField.price > 50).sku}`.',
    table(['Access', 'Gives'], wordRows(accessHelp)),
    'Inside the condition of `all`, `first` and `last` these stand for the element that is being looked at:',
    table(['Loop variable', 'Stands for'], wordRows(loopVariableHelp)),
    '## Options of a reference',
    table(['Option', 'Meaning'], wordRows(wordsOf('defaultValue', 'params'))),
    '## Date literals',
    `\`${dateHelp.example}\``,
    dateHelp.description.en,
    ...Object.entries(categoryTitles).flatMap(([category, title]) => renderCategory(category, title)),
    '## Rows of the simple editor',
    'What each operator is called, which types of fields offer it, and what its row is called in the saved condition.',
    table(['Operator', 'Types of fields', 'Name'], operatorRows()),
    '## Limits',
    'Going over one is an error with a place in the text, never a slow answer.',
    table(['Limit', 'Value'], limitRows()),
  ];
  return `${sections.join('\n\n')}\n`;
}

function renderCategory(category: string, title: string): string[] {
  const functions = functionTable.filter((each) => each.category === category);
  const sorted = functions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return [`## ${title} functions`, ...sorted.map(renderFunction)];
}

function renderFunction({ name, forms, description, example }: FunctionDefinition): string {
  const signatures = forms.map((form) => `- \`${name}${form}\``).join('\n');
  const shown = `\`${example.expression}\` → ${showResult(example.result)}`;
  return `### ${name}\n\n${description.en}\n\n${signatures}\n\nExample: ${shown}`;
}

/** Results come in the form of the test cases: `{type, value}` for dates and durations, `{error}` for errors. */
function showResult(result: JsonValue): string {
  if (isRecord(result) && typeof result.type === 'string') return `${result.type} \`${result.value}\``;
  if (isRecord(result) && typeof result.error === 'string') return `${result.error} error`;
  return `\`${stringifyJson(result)}\``;
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

function wordsOf(...words: readonly (keyof typeof keywordHelp)[]): Readonly<Record<string, Localized>> {
  return Object.fromEntries(words.map((word) => [word, keywordHelp[word]]));
}

function wordRows(words: Readonly<Record<string, Localized>>): string[][] {
  return Object.entries(words).map(([word, text]) => [`\`${word}\``, text.en]);
}

function operatorRows(): string[][] {
  return [...rowOperators.values()].map(({ name, labels, dateLabels, fieldTypes }) => {
    const label = dateLabels === undefined ? labels.en : `${labels.en} (dates: ${dateLabels.en})`;
    return [label, showTypes(fieldTypes), `\`${name}\``];
  });
}

/** Long lists of types read better by what they have in common; `any` is a field that nobody declared. */
function showTypes(types: readonly TypeName[]): string {
  if (types.includes('object')) return 'all';
  const single = types.filter((type) => !type.startsWith('list')).map((type) => (type === 'any' ? 'undeclared' : type));
  if (single.length === types.length) return single.join(', ');
  return [types.includes('listObject') ? 'all lists' : 'lists of values', ...single].join(', ');
}

const limitTitles: Readonly<Partial<Record<keyof typeof limits, string>>> = {
  textLength: 'Characters of one expression',
  depth: 'Levels of nesting',
  nodes: 'Parts of one expression',
  listLiteral: 'Elements of one list literal',
  segments: 'Segments one expression may test',
  steps: 'Steps of one evaluation',
  resultLength: 'Characters of a result in JSON',
  patternLength: 'Characters of one regular expression',
};

function limitRows(): string[][] {
  return Object.entries(limitTitles).map(([name, title]) => [
    title,
    limits[name as keyof typeof limits].toLocaleString('en'),
  ]);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  return [header, header.map(() => '---'), ...escaped].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

putGenerated('docs/reference/expressions.md', renderPage());
