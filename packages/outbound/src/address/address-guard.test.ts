import type { LookupAddress } from 'node:dns';
import { answer, type OutboundRig, openOutboundRig, redirect } from '@cairn/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundError } from '../outbound-error.ts';
import { AddressGuard } from './address-guard.ts';
import { refuseAddress } from './address-range.ts';

const refusal = (guard: AddressGuard, url: string): string | null => {
  try {
    guard.checkUrl(new URL(url));
    return null;
  } catch (error) {
    return (error as OutboundError).code;
  }
};

describe('checkUrl', () => {
  const guard = new AddressGuard();

  it.each(['https://example.com/x', 'http://example.com', 'https://example.com:443/x', 'http://example.com:80'])(
    'lets %s pass',
    (url) => expect(refusal(guard, url)).toBeNull(),
  );

  it.each([
    'http://example.com:8080/',
    'http://example.com:443/',
    'https://example.com:8443/',
    'http://127.0.0.1/',
    'http://8.8.8.8/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[2606:4700::1111]/',
    'http://[::ffff:127.0.0.1]/',
  ])('refuses %s', (url) => expect(refusal(guard, url)).toBe('OUTBOUND_ADDRESS_REFUSED'));

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'https://user:secret@example.com/'])('refuses %s', (url) =>
    expect(refusal(guard, url)).toBe('OUTBOUND_URL_INVALID'),
  );

  it('lets allowed hosts pass: a name on any port, a name with a port on that one only', () => {
    const open = new AddressGuard(['localhost', '127.0.0.1:8080', '[::1]']);
    const urls = ['http://localhost:9/', 'http://127.0.0.1:8080/', 'http://[::1]:5/'];
    expect(urls.map((url) => refusal(open, url))).toEqual([null, null, null]);
    expect(refusal(open, 'http://127.0.0.1:8081/')).toBe('OUTBOUND_ADDRESS_REFUSED');
    expect(refusal(open, 'http://localhost.example.com:9/')).toBe('OUTBOUND_ADDRESS_REFUSED');
  });
});

describe('refuseAddress', () => {
  it.each([
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'not an address',
  ])('refuses %s', (address) => expect(refuseAddress(address)).not.toBeNull());

  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])('lets %s pass', (address) =>
    expect(refuseAddress(address)).toBeNull(),
  );
});

describe('the check at connect time', () => {
  let rig: OutboundRig;
  let addresses: LookupAddress[];
  let lookups: number;

  beforeEach(async () => {
    lookups = 0;
    rig = await openOutboundRig({
      resolve: (_, callback) => {
        lookups += 1;
        callback(null, addresses);
      },
    });
    rig.saveAction('named', { url: 'http://api.example.com/x' });
  });
  afterEach(() => rig.close());

  it.each(['127.0.0.1', '169.254.169.254', '::1', '10.1.2.3'])(
    'refuses a name that resolves to %s, without a try more',
    async (address) => {
      addresses = [{ address, family: address.includes(':') ? 6 : 4 }];
      const result = await rig.call('named');
      expect(result).toMatchObject({ outcome: 'error', statusCode: 'internalError', attempts: 1 });
      expect(result.message).toContain('api.example.com is refused');
      expect(lookups).toBe(1);
    },
  );

  it('holds for https as for http', async () => {
    addresses = [{ address: '127.0.0.1', family: 4 }];
    rig.saveAction('secure', { url: 'https://api.example.com/x' });
    expect((await rig.call('secure')).message).toContain('api.example.com is refused');
  });

  it('refuses a name of which one address among several is inside', async () => {
    addresses = [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    expect((await rig.call('named')).message).toContain('loopback');
  });

  it('looks again for every connection', async () => {
    addresses = [{ address: '127.0.0.1', family: 4 }];
    await rig.call('named');
    await rig.call('named');
    expect(lookups).toBe(2);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'http://127.0.0.1:1/',
    'http://inside.example.com/',
    'file:///etc/passwd',
  ])('refuses a redirect to %s', async (location) => {
    addresses = [{ address: '10.0.0.1', family: 4 }];
    rig.endpoint.script('/hook', redirect(location), answer());
    rig.saveAction('hook');
    expect(await rig.call('hook')).toMatchObject({ outcome: 'error', statusCode: 'internalError', attempts: 1 });
    expect(rig.endpoint.received).toBe(1);
  });

  it('refuses a token endpoint that is inside, and does not call the target', async () => {
    rig.saveAction('hook', {
      authentication: {
        type: 'customAuthorization',
        endpoint: 'http://127.0.0.1:9/token',
        method: 'GET',
        tokenInResponse: 'response',
        authorizationType: 'bearer',
      },
    });
    expect((await rig.call('hook')).message).toContain('127.0.0.1 is refused');
    expect(rig.endpoint.received).toBe(0);
  });
});
