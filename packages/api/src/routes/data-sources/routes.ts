import { pasteResponse } from '@cairn/model';
import type { ApiInstance, RegisterRoutes } from '../../api-instance.ts';
import { idParams } from '../../authored/authored-schema.ts';
import { registerObjectRoutes } from '../../authored/object-routes.ts';
import { authenticationReport, probeOptions, testReport } from '../../authored/probe-schema.ts';
import { readPasted } from '../../authored/read-pasted.ts';
import type { AppDeps } from '../../deps.ts';
import { problem } from '../../errors/problem.ts';
import { pastedSample } from '../actions/schema.ts';
import { dataSourceDefinition, groupParams, groupTest, pastedResponse } from './schema.ts';

const tags = ['data sources'];
const refusals = { 400: problem, 401: problem, 403: problem };
const manage = { config: { needs: { verb: 'manage', object: 'dataSource' } } } as const;

/** External data sources with their field groups, and the built-in profile source. */
export const registerDataSourceRoutes: RegisterRoutes = (scope, deps) => {
  const { authoring, sandbox } = deps;
  registerPaste(scope);
  registerProbes(scope, deps);
  registerObjectRoutes(scope, {
    path: '/api/v1/data-sources',
    tag: 'data sources',
    noun: 'a data source',
    object: 'dataSource',
    definition: dataSourceDefinition,
    useCases: authoring.dataSources,
    sandbox,
  });
};

function registerPaste(scope: ApiInstance): void {
  scope.post(
    '/api/v1/data-sources/parse-response',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Make typed fields of a pasted response example',
        description: 'Replaces the fields of the group it is meant for. Stores nothing.',
        body: pastedSample,
        response: { 200: pastedResponse, ...refusals },
      },
    },
    async ({ body: { text } }) => readPasted(pasteResponse(text)),
  );
}

function registerProbes(scope: ApiInstance, { authoring: { probes }, sandbox }: AppDeps): void {
  scope.post(
    '/api/v1/data-sources/:id/groups/:group/test-request',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Fetch the group once and show the whole exchange, secrets masked',
        params: groupParams,
        body: groupTest,
        response: { 200: testReport, ...refusals, 404: problem, 409: problem },
      },
    },
    ({ params: { id, group }, body: { timeoutSeconds, params } }) =>
      probes.testGroup(sandbox, id, group, params, { timeoutSeconds }),
  );
  scope.post(
    '/api/v1/data-sources/:id/check-authentication',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Perform the token call of custom authentication',
        params: idParams,
        body: probeOptions,
        response: { 200: authenticationReport, ...refusals, 404: problem, 409: problem },
      },
    },
    ({ params: { id }, body }) => probes.checkSourceAuthentication(sandbox, id, body),
  );
}
