import type { Author, Authoring } from '@cairn/authoring';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { as, buildTestApp, type callers } from './test-app.ts';

/** What `openAuthoringRig` of testkit opens, as far as it is needed here. */
interface Rig {
  readonly authoring: Authoring;
  newAuthor(): Promise<Author>;
  close(): Promise<void>;
}

/** The application on a real store, for what people author. */
export interface AuthoredApp {
  readonly sandbox: string;
  /** Sends as the administrator unless a caller is named; an object is sent as JSON. */
  send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: InjectOptions['payload'],
    caller?: keyof typeof callers & string,
  ): Promise<LightMyRequestResponse>;
  /** A text as it is, under content type JSON. */
  sendText(path: string, text: string): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export async function openAuthoredApp(rig: Rig): Promise<AuthoredApp> {
  const { sandbox } = await rig.newAuthor();
  const app = await buildTestApp({ authoring: rig.authoring, sandbox });
  return {
    sandbox,
    send: (method, path, payload, caller = 'admin') =>
      app.inject({ method, url: `/api/v1${path}`, headers: as(caller), ...(payload !== undefined && { payload }) }),
    sendText: (path, payload) =>
      app.inject({
        method: 'POST',
        url: `/api/v1${path}`,
        headers: { ...as('admin'), 'content-type': 'application/json' },
        payload,
      }),
    close: async () => {
      await app.close();
      await rig.close();
    },
  };
}
