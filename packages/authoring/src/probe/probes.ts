import type { ActionValues } from '@cairn/engine';
import type { JsonValue } from '@cairn/expression';
import type { CustomAction, DataSource } from '@cairn/model';
import type { AuthenticationReport, OutboundCalls, TestReport } from '@cairn/outbound';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { AuthoringError } from '../authoring-error.ts';
import { notFound, requireObject } from '../refusal.ts';
import { mapAuthenticationSecrets } from '../secret/authentication-secrets.ts';
import { openBody } from '../secret/sealed-body.ts';

/** What outbound does for the editors: one watched call, redacted. */
export type ProbeCalls = Pick<OutboundCalls, 'testRequest' | 'checkAuthentication'>;

/** Longest a probe may take, tries included, in seconds: 1 to 30, like the timeout of a journey. */
export interface ProbeOptions {
  readonly timeoutSeconds: number;
}

/** Tries out what is stored, credentials included, without anybody seeing them. */
export interface Probes {
  /** One call of the action with these values of its variables. */
  testAction(sandbox: string, id: string, values: ActionValues, options: ProbeOptions): Promise<TestReport>;
  /** One fetch of the group with these parameters. Throws AUTHORING_NOT_FOUND for an unknown group. */
  testGroup(
    sandbox: string,
    id: string,
    group: string,
    params: Readonly<Record<string, JsonValue>>,
    options: ProbeOptions,
  ): Promise<TestReport>;
  checkActionAuthentication(sandbox: string, id: string, options: ProbeOptions): Promise<AuthenticationReport>;
  checkSourceAuthentication(sandbox: string, id: string, options: ProbeOptions): Promise<AuthenticationReport>;
}

export function createProbes(deps: AuthoringDeps): Probes {
  const { probeCalls, newId } = deps;
  const target = (sandbox: string, targetId: string, { timeoutSeconds }: ProbeOptions) => ({
    sandbox,
    targetId,
    timeoutMs: timeoutSeconds * 1_000,
  });
  return {
    testAction: async (sandbox, id, values, options) => {
      const action = await loadOpened<CustomAction>(deps, sandbox, 'action', id);
      const input = { kind: 'action', action, values } as const;
      return probeCalls.testRequest({ ...target(sandbox, id, options), callId: newId(), input });
    },
    testGroup: async (sandbox, id, group, params, options) => {
      const source = await loadExternal(deps, sandbox, id);
      if (!source.fieldGroups.some(({ name }) => name === group)) throw notFound('field group', group);
      const input = { kind: 'fetch', source, group, params } as const;
      return probeCalls.testRequest({ ...target(sandbox, id, options), callId: newId(), input });
    },
    checkActionAuthentication: async (sandbox, id, options) => {
      const { authentication } = await loadOpened<CustomAction>(deps, sandbox, 'action', id);
      return probeCalls.checkAuthentication({ ...target(sandbox, id, options), service: 'action', authentication });
    },
    checkSourceAuthentication: async (sandbox, id, options) => {
      const { authentication } = await loadExternal(deps, sandbox, id);
      return probeCalls.checkAuthentication({ ...target(sandbox, id, options), service: 'dataSource', authentication });
    },
  };
}

async function loadOpened<Body extends CustomAction | DataSource>(
  { store, secretBox }: AuthoringDeps,
  sandbox: string,
  kind: 'action' | 'dataSource',
  id: string,
): Promise<Body> {
  const label = kind === 'action' ? 'action' : 'data source';
  const row = await requireObject(store, sandbox, kind, label, id);
  return openBody({ mapSecrets: mapAuthenticationSecrets<Body> }, row.body as Body, secretBox, id);
}

async function loadExternal(deps: AuthoringDeps, sandbox: string, id: string) {
  const source = await loadOpened<DataSource>(deps, sandbox, 'dataSource', id);
  if (source.kind === 'external') return source;
  throw new AuthoringError('AUTHORING_BUILT_IN', 'The profile source is built in: no call is made to read it.');
}
