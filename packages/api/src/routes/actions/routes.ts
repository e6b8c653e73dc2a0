import { pasteBody } from '@cairn/model';
import type { ApiInstance, RegisterRoutes } from '../../api-instance.ts';
import { idParams } from '../../authored/authored-schema.ts';
import { registerObjectRoutes } from '../../authored/object-routes.ts';
import { authenticationReport, probeOptions, testReport } from '../../authored/probe-schema.ts';
import { readPasted } from '../../authored/read-pasted.ts';
import type { AppDeps } from '../../deps.ts';
import { problem } from '../../errors/problem.ts';
import { action, actionTest, pastedBody, pastedSample } from './schema.ts';

const tags = ['actions'];
const refusals = { 400: problem, 401: problem, 403: problem };
const manage = { config: { needs: { verb: 'manage', object: 'action' } } } as const;

/** Custom actions: connections to any service that takes JSON over REST. */
export const registerActionRoutes: RegisterRoutes = (scope, deps) => {
  const { authoring, sandbox } = deps;
  registerPaste(scope);
  registerProbes(scope, deps);
  registerObjectRoutes(scope, {
    path: '/api/v1/actions',
    tag: 'actions',
    noun: 'an action',
    object: 'action',
    definition: action,
    useCases: authoring.actions,
    sandbox,
  });
};

function registerPaste(scope: ApiInstance): void {
  scope.post(
    '/api/v1/actions/parse-payload',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Make body fields of a pasted JSON sample',
        description: 'All constant, with the values of the sample and inferred types. Stores nothing.',
        body: pastedSample,
        response: { 200: pastedBody, ...refusals },
      },
    },
    async ({ body: { text } }) => ({ body: readPasted(pasteBody(text)) }),
  );
}

function registerProbes(scope: ApiInstance, { authoring: { probes }, sandbox }: AppDeps): void {
  scope.post(
    '/api/v1/actions/:id/test-request',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Call the action once and show the whole exchange, secrets masked',
        params: idParams,
        body: actionTest,
        response: { 200: testReport, ...refusals, 404: problem },
      },
    },
    ({ params: { id }, body: { timeoutSeconds, ...values } }) =>
      probes.testAction(sandbox, id, values, { timeoutSeconds }),
  );
  scope.post(
    '/api/v1/actions/:id/check-authentication',
    {
      ...manage,
      schema: {
        tags,
        summary: 'Perform the token call of custom authentication',
        params: idParams,
        body: probeOptions,
        response: { 200: authenticationReport, ...refusals, 404: problem },
      },
    },
    ({ params: { id }, body }) => probes.checkActionAuthentication(sandbox, id, body),
  );
}
