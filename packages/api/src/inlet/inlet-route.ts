import { z } from 'zod';
import type { ApiInstance } from '../api-instance.ts';
import { problem } from '../errors/problem.ts';
import { type InletBody, readBody } from './read-body.ts';

/**
 * Settings of routes that take events: their schemas are documentation only. Bodies are checked by hand (`shape.ts`)
 * and answers are plain JSON, because zod here would cost more than everything else of the request together.
 */
export const documentedOnly = {
  validatorCompiler: () => () => true,
  serializerCompiler: () => (answer: unknown) => JSON.stringify(answer),
} as const;

export const refusals = { 400: problem, 401: problem, 413: problem, 415: problem, 429: problem, 503: problem } as const;

export const intakeResult = z.object({
  /** `duplicate`: this message id came before, within 24 hours. `ignored`: it satisfies no event definition. */
  status: z.enum(['accepted', 'duplicate', 'ignored']),
  /** Event definitions it was logged for. */
  matched: z.number().int(),
  /** Event definitions it satisfied without effect, each with a discard record. */
  discarded: z.number().int(),
  /** Identity of the person, for each definition it was logged for. */
  keys: z.array(z.string()).readonly(),
});

/** Reads JSON bodies of this scope as `InletBody`, without loss. */
export function takeInletBodies(scope: ApiInstance, maxDepth: number): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    let body: InletBody;
    try {
      body = readBody(bytes as Buffer, maxDepth);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, body);
  });
}

/** Hands bodies of NDJSON on as they come; `takeNdjson` reads them. */
export function takeNdjsonBodies(scope: ApiInstance): void {
  scope.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
}
