import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { as, buildTestApp } from '../testing/test-app.ts';

const urls = ['/collection/open', '/collection/batch/open', '/api/v1/events'];
const contentTypes = ['application/json', 'application/x-ndjson', 'application/json; charset=utf-8'];

/** Bodies that look like messages but for one place, besides anything at all. */
const almostEnvelope = fc.record(
  {
    header: fc.oneof(fc.jsonValue(), fc.record({ organizationId: fc.jsonValue(), schemaRef: fc.jsonValue() })),
    body: fc.oneof(fc.jsonValue(), fc.record({ xdmEntity: fc.jsonValue(), xdmMeta: fc.jsonValue() })),
    messages: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue(), { maxLength: 3 })),
    data: fc.jsonValue(),
    schema: fc.jsonValue(),
    id: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  almostEnvelope.map((value) => Buffer.from(JSON.stringify(value))),
);

describe('an inlet', () => {
  it('takes or refuses whatever it is sent, and never fails', async () => {
    const app = await buildTestApp();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...urls),
        fc.constantFrom(...contentTypes),
        anyBody,
        async (url, type, payload) => {
          const headers = { ...as('ingestKey'), 'content-type': type, 'x-organization-id': 'acme' };
          const answer = await app.inject({ method: 'POST', url, headers, payload });
          expect([202, 207, 400, 415]).toContain(answer.statusCode);
          if (answer.statusCode >= 400) expect(answer.json()).toMatchObject({ status: answer.statusCode });
        },
      ),
      { numRuns: 500 },
    );
  });
});
