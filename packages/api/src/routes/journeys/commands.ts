import type { Author, JourneyVersion } from '@cairn/authoring';
import type { ApiInstance, RegisterRoutes } from '../../api-instance.ts';
import { authorOf } from '../../authored/author.ts';
import { problem } from '../../errors/problem.ts';
import { confirmation, journeyVersion, versionParams } from './schema.ts';

const tags = ['journeys'];
const refusals = { 400: problem, 401: problem, 403: problem, 404: problem, 409: problem };

/** What moves a version through its life. */
export const registerJourneyCommands: RegisterRoutes = (scope, { authoring: { journeys }, sandbox }) => {
  registerPublish(scope, sandbox, (author, id) => journeys.publish(author, id));
  registerEnd(scope, sandbox, 'close', 'Let nobody enter any more; people inside go on', (author, id) =>
    journeys.close(author, id, { confirm: true }),
  );
  registerEnd(scope, sandbox, 'stop', 'End the journey for everybody, now', (author, id) =>
    journeys.stop(author, id, { confirm: true }),
  );
  registerCopy(scope, sandbox, 'duplicate', 'Make an independent journey of it, as draft', (author, id) =>
    journeys.duplicate(author, id),
  );
  registerCopy(scope, sandbox, 'new-version', 'Make the next version of the journey, as draft', (author, id) =>
    journeys.newVersion(author, id),
  );
};

type Command = (author: Author, versionId: string) => Promise<JourneyVersion>;

function registerPublish(scope: ApiInstance, sandbox: string, publish: Command): void {
  scope.post(
    '/api/v1/journeys/:versionId/publish',
    {
      config: { needs: { verb: 'publish', object: 'journey' } },
      schema: {
        tags,
        summary: 'Let people in',
        description: 'Closes the version that was live. 422 with the errors when there are any.',
        params: versionParams,
        response: { 200: journeyVersion, ...refusals, 422: problem },
      },
    },
    (request) => publish(authorOf(request, sandbox), request.params.versionId),
  );
}

/** The body must say `{"confirm": true}`: neither command can be undone. */
function registerEnd(scope: ApiInstance, sandbox: string, name: 'close' | 'stop', summary: string, end: Command): void {
  scope.post(
    `/api/v1/journeys/:versionId/${name}`,
    {
      config: { needs: { verb: 'publish', object: 'journey' } },
      schema: {
        tags,
        summary,
        params: versionParams,
        body: confirmation,
        response: { 200: journeyVersion, ...refusals },
      },
    },
    (request) => end(authorOf(request, sandbox), (request.params as { versionId: string }).versionId),
  );
}

function registerCopy(scope: ApiInstance, sandbox: string, name: string, summary: string, copy: Command): void {
  scope.post(
    `/api/v1/journeys/:versionId/${name}`,
    {
      config: { needs: { verb: 'manage', object: 'journey' } },
      schema: { tags, summary, params: versionParams, response: { 201: journeyVersion, ...refusals } },
    },
    async (request, reply) =>
      reply.code(201).send(await copy(authorOf(request, sandbox), (request.params as { versionId: string }).versionId)),
  );
}
