import type { ObjectKind } from '@cairn/access';
import type { ObjectUseCases } from '@cairn/authoring';
import { z } from 'zod';
import type { ApiInstance } from '../api-instance.ts';
import { problem } from '../errors/problem.ts';
import { pageOf } from '../paging.ts';
import { authorOf } from './author.ts';
import { authored, change, idParams, toAnswer, uses } from './authored-schema.ts';
import { listQuery, toPageQuery } from './list-query.ts';
import { nameSchemas } from './named-schemas.ts';

/** One kind of authored object as a resource of the API. */
export interface ObjectResource<Body> {
  /** `/api/v1/actions`. */
  readonly path: string;
  readonly tag: string;
  /** In summaries: "an action". */
  readonly noun: string;
  /** What the caller needs rights to. */
  readonly object: ObjectKind;
  readonly definition: z.ZodType;
  readonly useCases: ObjectUseCases<Body>;
  readonly sandbox: string;
}

const refusals = { 400: problem, 401: problem, 403: problem };

/** The routes every kind of object has: list, read, make, change, delete, duplicate, used in. */
export function registerObjectRoutes<Body>(scope: ApiInstance, resource: ObjectResource<Body>): void {
  nameSchemas();
  registerReads(scope, resource);
  registerNew(scope, resource);
  registerChanges(scope, resource);
}

function registerReads<Body>(scope: ApiInstance, resource: ObjectResource<Body>): void {
  const { path, tag, noun, object, definition, useCases, sandbox } = resource;
  const options = { config: { needs: { verb: 'read', object } } } as const;
  const answer = authored(definition);
  scope.get(
    path,
    {
      ...options,
      schema: {
        tags: [tag],
        summary: `List ${tag}`,
        querystring: listQuery,
        response: { 200: pageOf(answer), ...refusals },
      },
    },
    async ({ query }) => {
      const page = await useCases.list(sandbox, toPageQuery(query));
      return { ...page, items: page.items.map(toAnswer) };
    },
  );
  scope.get(
    `${path}/:id`,
    {
      ...options,
      schema: {
        tags: [tag],
        summary: `Read ${noun}`,
        params: idParams,
        response: { 200: answer, ...refusals, 404: problem },
      },
    },
    async ({ params: { id } }) => toAnswer(await useCases.get(sandbox, id)),
  );
  scope.get(
    `${path}/:id/used-in`,
    {
      ...options,
      schema: {
        tags: [tag],
        summary: `List the journey versions that use ${noun}`,
        params: idParams,
        response: { 200: uses, ...refusals, 404: problem },
      },
    },
    async ({ params: { id } }) => ({ items: await useCases.listUses(sandbox, id) }),
  );
}

function registerNew<Body>(scope: ApiInstance, resource: ObjectResource<Body>): void {
  const { path, tag, noun, object, definition, useCases, sandbox } = resource;
  const options = { config: { needs: { verb: 'manage', object } } } as const;
  const response = { 201: authored(definition), ...refusals, 409: problem };
  scope.post(
    path,
    { ...options, schema: { tags: [tag], summary: `Make ${noun}`, body: definition as z.ZodType<unknown>, response } },
    async (request, reply) =>
      reply.code(201).send(toAnswer(await useCases.create(authorOf(request, sandbox), request.body))),
  );
  scope.post(
    `${path}/:id/duplicate`,
    {
      ...options,
      schema: {
        tags: [tag],
        summary: `Make an independent, unlocked copy of ${noun}`,
        params: idParams,
        response: { ...response, 404: problem },
      },
    },
    async (request, reply) =>
      reply.code(201).send(toAnswer(await useCases.duplicate(authorOf(request, sandbox), request.params.id))),
  );
}

function registerChanges<Body>(scope: ApiInstance, resource: ObjectResource<Body>): void {
  const { path, tag, noun, object, definition, useCases, sandbox } = resource;
  const options = { config: { needs: { verb: 'manage', object } } } as const;
  const conflicts = { ...refusals, 404: problem, 409: problem };
  scope.put(
    `${path}/:id`,
    {
      ...options,
      schema: {
        tags: [tag],
        summary: `Change ${noun}`,
        description: 'A secret sent as its mask keeps its value. Journeys that use the object limit what may change.',
        params: idParams,
        body: change(definition),
        response: { 200: authored(definition), ...conflicts },
      },
    },
    async (request) => {
      const { revision, definition: sent } = request.body;
      return toAnswer(await useCases.update(authorOf(request, sandbox), request.params.id, revision, sent));
    },
  );
  scope.delete(
    `${path}/:id`,
    {
      ...options,
      schema: {
        tags: [tag],
        summary: `Delete ${noun} that no journey uses`,
        params: idParams,
        response: { 204: z.null(), ...conflicts },
      },
    },
    async (request, reply) => {
      await useCases.delete(authorOf(request, sandbox), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
