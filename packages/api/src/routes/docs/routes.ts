import type { RegisterRoutes } from '../../api-instance.ts';
import { type ErrorSection, errorReference } from '../../errors/reference.ts';
import { page, pagePolicy } from '../../html/page.ts';

/** Where the `type` of every problem leads: one row for each code. */
export const registerErrorPage: RegisterRoutes = (scope, { storeErrors }) => {
  const sections = errorReference(storeErrors).map(toHtml);
  const html = page('Cairn: errors', `<h1>Errors</h1>\n${sections.join('\n')}`);
  scope.get('/docs/errors', { config: { needs: 'nothing' }, schema: { hide: true } }, (_request, reply) =>
    reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(html),
  );
};

function toHtml({ title, about, rows }: ErrorSection): string {
  const entries = rows.map(
    ({ code, status, meaning }) =>
      `<dt id="${code}"><code>${code}</code> ${status}</dt>\n<dd>${withMarks(meaning)}</dd>`,
  );
  return `<h2>${title}</h2>\n<p>${withMarks(about)}</p>\n<dl>\n${entries.join('\n')}\n</dl>`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Our texts mark code with backticks. */
function withMarks(text: string): string {
  return text.replace(/[&<>]/g, (mark) => escapes[mark] ?? mark).replace(/`([^`]+)`/g, '<code>$1</code>');
}
