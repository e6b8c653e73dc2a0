import type { Readable } from 'node:stream';
import type { StoredProfile } from '@cairn/engine';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { ApiError } from '../../errors/api-error.ts';
import { problem } from '../../errors/problem.ts';
import { takeInletBodies, takeNdjsonBodies } from '../../inlet/inlet-route.ts';
import { ndjsonTally, takeNdjson } from '../../inlet/ndjson.ts';
import type { InletBody } from '../../inlet/read-body.ts';
import { losslessAnswer } from '../../lossless-answer.ts';
import { pageOf, pageQuery, toPageRequest } from '../../paging.ts';
import { toIdentifiedProfile, toProfile } from './profile-body.ts';

const identity = z.object({ namespace: z.string().min(1).max(200), key: z.string().min(1).max(200) });
const content = z.object({
  attributes: z.record(z.string(), z.unknown()),
  timeZone: z.string().nullable().describe('IANA name'),
});
const profile = identity.extend(content.shape).meta({ id: 'Profile' });
const refusals = { 400: problem, 401: problem, 403: problem };
const tags = ['profiles'];
const reads = { config: { needs: { verb: 'read', object: 'profile' } }, ...losslessAnswer } as const;
const writes = { config: { needs: { verb: 'manage', object: 'profile' } } } as const;

/** People of the built-in profile source: reading. */
export const registerProfiles: RegisterRoutes = (scope, { profiles, sandbox }) => {
  scope.get(
    '/api/v1/profiles',
    {
      ...reads,
      schema: {
        tags,
        summary: 'List profiles, by namespace and key',
        querystring: pageQuery.extend({ namespace: z.string().optional() }),
        response: { 200: pageOf(profile), ...refusals },
      },
    },
    async ({ query }) => {
      const page = await profiles.listProfiles({ ...query, ...toPageRequest(query), sandbox });
      return { items: page.items.map(toAnswer), nextCursor: page.nextCursor };
    },
  );
  scope.get(
    '/api/v1/profiles/:namespace/:key',
    {
      ...reads,
      schema: {
        tags,
        summary: 'Read a profile',
        params: identity,
        response: { 200: profile, ...refusals, 404: problem },
      },
    },
    async ({ params }) => {
      const found = await profiles.getProfile(sandbox, params.namespace, params.key);
      if (found === null) throw unknownProfile();
      return toAnswer(found);
    },
  );
  scope.delete(
    '/api/v1/profiles/:namespace/:key',
    {
      ...writes,
      schema: {
        tags,
        summary: 'Delete a profile and the history of the person',
        params: identity,
        response: { 204: z.null(), ...refusals, 404: problem },
      },
    },
    async ({ params }, reply) => {
      if (!(await profiles.deleteProfile(sandbox, params.namespace, params.key))) throw unknownProfile();
      return reply.code(204).send(null);
    },
  );
};

/** People of the built-in profile source: writing, one or a stream of them. Bodies are read without loss. */
export const registerProfileWrites: RegisterRoutes = (scope, { profiles, sandbox, limits }) => {
  takeInletBodies(scope, limits.nestingDepth);
  takeNdjsonBodies(scope);
  scope.put(
    '/api/v1/profiles/:namespace/:key',
    {
      ...writes,
      schema: {
        tags,
        summary: 'Create or replace a profile',
        description: 'The body is `{ "attributes": {...}, "timeZone"?: "Europe/Paris" }`.',
        params: identity,
        response: { 204: z.null(), ...refusals },
      },
    },
    async ({ params, body }, reply) => {
      await profiles.putProfiles([toProfile((body as InletBody).value, sandbox, params)]);
      return reply.code(204).send(null);
    },
  );
  scope.post(
    '/api/v1/profiles',
    {
      ...writes,
      schema: {
        tags,
        summary: 'Create or replace many profiles, as NDJSON',
        description: 'Each line is `{ "namespace", "key", "attributes": {...}, "timeZone"? }`.',
        consumes: ['application/x-ndjson'],
        response: { 200: ndjsonTally, 207: ndjsonTally, ...refusals },
      },
    },
    async ({ body }, reply) => {
      if (!(body as Readable | undefined)?.readable) throw new ApiError('API_UNSUPPORTED_MEDIA_TYPE', {});
      const tally = await takeNdjson(limits, body as Readable, {
        read: ({ value }) => toIdentifiedProfile(value, sandbox),
        store: (batch) => profiles.putProfiles(batch),
      });
      return reply.code(tally.refused === 0 ? 200 : 207).send(tally);
    },
  );
};

function toAnswer({ namespace, key, attributes, timeZone }: StoredProfile): z.infer<typeof profile> {
  return { namespace, key, attributes: attributes as Record<string, unknown>, timeZone };
}

function unknownProfile(): ApiError {
  return new ApiError('API_NOT_FOUND', { what: 'profile of this namespace and key' });
}
