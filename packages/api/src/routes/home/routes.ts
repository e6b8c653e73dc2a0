import type { RegisterRoutes } from '../../api-instance.ts';
import { page, pagePolicy } from '../../html/page.ts';
import { openApiPath, referencePath } from '../../openapi.ts';

const home = page(
  'Cairn',
  `<h1>Cairn</h1>
<p>This server runs. What it offers:</p>
<ul>
  <li><a href="${referencePath}/">API reference</a>, and the <a href="${openApiPath}">OpenAPI document</a> it is made of</li>
  <li><a href="/health/live">/health/live</a>, <a href="/health/ready">/health/ready</a>, <a href="/metrics">/metrics</a></li>
</ul>`,
);

/** The page at the root: where things are. */
export const registerHome: RegisterRoutes = (scope) => {
  scope.get('/', { config: { needs: 'nothing' }, schema: { hide: true } }, (_request, reply) =>
    reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(home),
  );
};
