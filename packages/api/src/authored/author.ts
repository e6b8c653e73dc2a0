import type { Author } from '@cairn/authoring';
import type { FastifyRequest } from 'fastify';

/** On whose behalf a change is made. A key acts under its own id, so that what it did can be told from its owner's work. */
export function authorOf(request: FastifyRequest, sandbox: string): Author {
  // Routes that change something need a right, so the caller is known.
  const principal = request.principal!;
  return { sandbox, userId: principal.kind === 'user' ? principal.id : `key:${principal.id}` };
}
