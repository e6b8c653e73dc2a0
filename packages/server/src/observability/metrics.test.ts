import { OutboundError, type OutboundFact } from '@cairn/outbound';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Metrics } from './metrics.ts';

function observing(): { metrics: Metrics; observe: (fact: OutboundFact) => void; logged: string[] } {
  const logged: string[] = [];
  const metrics = new Metrics();
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  return { metrics, observe: metrics.outboundObserver(logger), logged };
}

const call = { kind: 'call', service: 'action', attempts: 1, elapsedMs: 20 } as const;

describe('the metrics of what goes out', () => {
  it('count tries, token requests and calls by what became of them', async () => {
    const { metrics, observe } = observing();
    const sent = { service: 'action', host: 'api.example.com', elapsedMs: 5 } as const;
    observe({ ...sent, kind: 'token', status: 200, code: null });
    observe({ ...sent, kind: 'try', status: 500, code: 'OUTBOUND_HTTP_STATUS' });
    observe({ ...sent, kind: 'try', status: 201, code: null });
    observe({ ...call, outcome: 'success', attempts: 2, failure: null });
    const text = await metrics.registry.metrics();
    const requests = 'cairn_outbound_requests_total';
    expect(text).toContain(`${requests}{purpose="token",service="action",result="success"} 1\n`);
    expect(text).toContain(`${requests}{purpose="try",service="action",result="OUTBOUND_HTTP_STATUS"} 1\n`);
    expect(text).toContain(`${requests}{purpose="try",service="action",result="success"} 1\n`);
    expect(text).toContain('cairn_call_seconds_count{service="action",outcome="success"} 1\n');
    expect(text).toContain('cairn_call_seconds_sum{service="action",outcome="success"} 0.02\n');
  });

  it('tell the log the cause of a failure that nobody foresaw, and of no other', () => {
    const { observe, logged } = observing();
    observe({
      ...call,
      outcome: 'http',
      failure: new OutboundError('OUTBOUND_HTTP_STATUS', { host: 'x', status: 500 }),
    });
    expect(logged).toEqual([]);
    const failure = new OutboundError('OUTBOUND_INTERNAL', {}, { cause: new RangeError('the index is off by one') });
    observe({ ...call, outcome: 'error', failure });
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('the index is off by one');
  });
});
