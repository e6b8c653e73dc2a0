import { accessErrors } from '@cairn/access';
import { authoringErrors } from '@cairn/authoring';
import type { RegisterRoutes } from '../../api-instance.ts';
import { errorCatalogue } from '../../errors/catalogue.ts';
import { page, pagePolicy } from '../../html/page.ts';

/** What the page says of one code. */
interface ErrorRow {
  readonly code: string;
  readonly httpStatus: number;
  readonly retryable: boolean;
  readonly title: string;
  readonly remedy?: string;
}

/** Where the `type` of every problem leads: one row for each code the API can answer. */
export const registerErrorPage: RegisterRoutes = (scope) => {
  const html = errorPage([...errorCatalogue(), ...rowsOf(accessErrors), ...rowsOf(authoringErrors)]);
  scope.get('/docs/errors', { config: { needs: 'nothing' }, schema: { hide: true } }, (_request, reply) =>
    reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(html),
  );
};

function rowsOf(errors: Readonly<Record<string, Omit<ErrorRow, 'code'>>>): readonly ErrorRow[] {
  return Object.entries(errors).map(([code, entry]) => ({ ...entry, code }));
}

function errorPage(rows: readonly ErrorRow[]): string {
  const entries = rows.map(
    ({ code, httpStatus, retryable, title, remedy = '' }) =>
      `<dt id="${code}"><code>${code}</code> ${httpStatus}${retryable ? ', may be sent again' : ''}</dt>\n` +
      `<dd>${title}. ${toHtml(remedy)}</dd>`,
  );
  return page('Cairn: errors', `<h1>Errors of the API</h1>\n<dl>\n${entries.join('\n')}\n</dl>`);
}

/** Our texts mark code with backticks. */
function toHtml(text: string): string {
  return text.replace(/`([^`]+)`/g, '<code>$1</code>');
}
