import { apiKey } from '@better-auth/api-key';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { tables } from './tables.ts';

/** Where the tables of sql/0003_access.sql are: a pg pool. */
export type AccessDatabase = NonNullable<BetterAuthOptions['database']>;

export interface AuthOptions {
  readonly database: AccessDatabase;
  /** Address people open in the browser, such as `https://cairn.example.org`. */
  readonly baseUrl: string;
  /** Further addresses of the same server; sign-in from any other origin is refused. */
  readonly trustedOrigins: readonly string[];
  /** Signs session cookies, 32 characters at least; changing it signs everybody out. */
  readonly secret: string;
}

/** Every key starts so, which lets secret scanners and readers of logs recognise one. */
export const apiKeyPrefix = 'cairn_';

/** The caller's address is put here by the API, over anything the caller sent under the name. */
export const clientAddressHeader = 'x-cairn-client-address';

/** The library, set up for us: accounts by email and password that nobody can open by themselves, and API keys. */
export function createAuth({ database, baseUrl, trustedOrigins, secret }: AuthOptions) {
  return betterAuth({
    appName: 'Cairn',
    baseURL: baseUrl,
    basePath: '/api/auth',
    trustedOrigins: [...trustedOrigins],
    secret,
    database,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: tables.user,
    session: tables.session,
    account: tables.account,
    verification: tables.verification,
    advanced: {
      cookiePrefix: 'cairn',
      // Said outright: by default the library drops the check when the environment has a variable TEST.
      disableOriginCheck: false,
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    // Guessing passwords is slowed down per address; everything else is behind a session already.
    rateLimit: { enabled: true, customRules: { '/sign-in/email': { window: 60, max: 10 } } },
    telemetry: { enabled: false },
    // It would write every refused key to the console, the request's own answer says the same.
    logger: { level: 'error', log: () => {} },
    plugins: [
      apiKey({
        defaultPrefix: apiKeyPrefix,
        startingCharactersConfig: { charactersLength: apiKeyPrefix.length + 4 },
        rateLimit: { enabled: false },
        schema: { apikey: tables.apikey },
      }),
    ],
  });
}
export type Auth = ReturnType<typeof createAuth>;
