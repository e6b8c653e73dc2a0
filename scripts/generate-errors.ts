import { type ErrorSection, errorReference } from '@cairn/api';
import { storeErrors } from '@cairn/postgres';
import { putGenerated } from './generated-file.ts';

/** Writes docs/reference/errors.md from the catalogues of the packages. With `--check` it only compares. */
const introduction = `<!-- Made by scripts/generate-errors.ts from the catalogues of the packages. Do not edit. -->

# Errors: reference

Every code that Cairn uses. Codes are stable; texts may be reworded. An error of the API is a problem+json document
(RFC 9457) whose \`type\` is \`/docs/errors#CODE\`: a running Cairn serves this list there. Braces stand for what an
occurrence names.`;

putGenerated(
  'docs/reference/errors.md',
  `${[introduction, ...errorReference(storeErrors).map(render)].join('\n\n')}\n`,
);

function render({ title, about, rows }: ErrorSection): string {
  const hasStatus = rows.some(({ status }) => status !== '');
  const header = ['Code', ...(hasStatus ? ['Status'] : []), 'Meaning'];
  const lines = rows.map(({ code, status, meaning }) => [
    `<a id="${code}"></a>\`${code}\``,
    ...(hasStatus ? [status] : []),
    escapeCell(meaning),
  ]);
  const table = [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${title}\n\n${about}\n\n${table.join('\n')}`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
