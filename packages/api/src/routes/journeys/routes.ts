import { journeyBundle } from '@cairn/authoring';
import { z } from 'zod';
import type { RegisterRoutes } from '../../api-instance.ts';
import { authorOf } from '../../authored/author.ts';
import { change } from '../../authored/authored-schema.ts';
import { toPageQuery } from '../../authored/list-query.ts';
import { nameSchemas } from '../../authored/named-schemas.ts';
import { problem } from '../../errors/problem.ts';
import { pageOf } from '../../paging.ts';
import { registerJourneyCommands } from './commands.ts';
import { findings, journeyBody, journeyVersion, versionParams, versionQuery } from './schema.ts';

const tags = ['journeys'];
const refusals = { 400: problem, 401: problem, 403: problem };
const read = { config: { needs: { verb: 'read', object: 'journey' } } } as const;
const manage = { config: { needs: { verb: 'manage', object: 'journey' } } } as const;

/** Journeys; every item is one version, and `{versionId}` its id. */
export const registerJourneyRoutes: RegisterRoutes = (scope, deps) => {
  nameSchemas();
  registerReads(scope, deps);
  registerDrafts(scope, deps);
  registerJourneyCommands(scope, deps);
};

const registerReads: RegisterRoutes = (scope, { authoring: { journeys }, sandbox }) => {
  scope.get(
    '/api/v1/journeys',
    {
      ...read,
      schema: {
        tags,
        summary: 'List journey versions',
        querystring: versionQuery,
        response: { 200: pageOf(journeyVersion), ...refusals },
      },
    },
    ({ query: { status, latestOnly, usesObject, ...page } }) =>
      journeys.list(sandbox, {
        ...toPageQuery(page),
        statuses: status,
        isLatestOnly: latestOnly,
        usesObjectId: usesObject,
      }),
  );
  scope.get(
    '/api/v1/journeys/:versionId',
    {
      ...read,
      schema: {
        tags,
        summary: 'Read a journey version',
        params: versionParams,
        response: { 200: journeyVersion, ...refusals, 404: problem },
      },
    },
    ({ params: { versionId } }) => journeys.get(sandbox, versionId),
  );
  scope.post(
    '/api/v1/journeys/:versionId/validate',
    {
      ...read,
      schema: {
        tags,
        summary: 'Find errors and warnings',
        params: versionParams,
        response: { 200: findings, ...refusals, 404: problem },
      },
    },
    async ({ params: { versionId } }) => {
      const issues = await journeys.validate(sandbox, versionId);
      const of = (severity: 'error' | 'warning') => issues.filter((issue) => issue.severity === severity);
      return { errors: of('error'), warnings: of('warning') };
    },
  );
  scope.get(
    '/api/v1/journeys/:versionId/export',
    {
      ...read,
      schema: {
        tags,
        summary: 'Export a valid version with everything it refers to',
        description: 'One document; each secret is replaced by INSERT_SECRET_HERE.',
        params: versionParams,
        response: { 200: journeyBundle as z.ZodType<unknown>, ...refusals, 404: problem, 422: problem },
      },
    },
    ({ params: { versionId } }) => journeys.export(sandbox, versionId),
  );
};

const registerDrafts: RegisterRoutes = (scope, { authoring: { journeys }, sandbox }) => {
  scope.post(
    '/api/v1/journeys',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Make a journey, as draft',
        description: 'Only the shape is checked: a draft is saved while it is drawn. See validate.',
        body: journeyBody,
        response: { 201: journeyVersion, ...refusals },
      },
    },
    async (request, reply) => reply.code(201).send(await journeys.create(authorOf(request, sandbox), request.body)),
  );
  scope.put(
    '/api/v1/journeys/:versionId',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Save a journey version',
        description: 'All of a draft; of a published version name, description, labels and activity descriptions.',
        params: versionParams,
        body: change(journeyBody),
        response: { 200: journeyVersion, ...refusals, 404: problem, 409: problem },
      },
    },
    (request) => {
      const { revision, definition } = request.body;
      return journeys.save(authorOf(request, sandbox), request.params.versionId, revision, definition);
    },
  );
  scope.delete(
    '/api/v1/journeys/:versionId',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Delete a draft, stopped or finished version with its reports',
        params: versionParams,
        response: { 204: z.null(), ...refusals, 404: problem, 409: problem },
      },
    },
    async (request, reply) => {
      await journeys.delete(authorOf(request, sandbox), request.params.versionId);
      return reply.code(204).send(null);
    },
  );
  scope.post(
    '/api/v1/journeys/import',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Import an exported journey, as draft',
        description: 'Makes new objects under free names each time. Placeholders must be filled in before.',
        body: journeyBundle as z.ZodType<unknown>,
        response: { 201: journeyVersion, ...refusals },
      },
    },
    async (request, reply) => reply.code(201).send(await journeys.import(authorOf(request, sandbox), request.body)),
  );
};
