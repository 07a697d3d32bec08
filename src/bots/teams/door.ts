import type { Activity } from 'botbuilder';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { z } from 'zod';
import type { TeamsActivity } from './activity.ts';
import { createSignatures } from './signature.ts';

type Credentials = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

export interface DoorOptions {
  /** Where Microsoft publishes the keys its tokens are signed with. */
  openIdUrl: string;
  isOurs(appId: string): Promise<boolean>;
  now: () => Date;
}

/** Microsoft shows one token for many deliveries: it is not checked again for so long, nor beyond its end. */
const TRUSTED_MS = 5 * 60_000;

/** Who is let in: everything from Microsoft with a token for one of our apps, and nothing else. */
export interface Door {
  /** The app id an authorization header says it is for, read before anything is checked; null where it cannot be let in. */
  addressee(authorization: string | undefined): string | null;
  /** Whether Microsoft signed the token, whatever came with it. */
  signed(authorization: string): Promise<'yes' | 'no' | 'cannot_say'>;
  /** Whether Microsoft signed the token for that app, and for the service address that the activity names. */
  admits(authorization: string, activity: TeamsActivity): Promise<'yes' | 'no' | 'cannot_say'>;
}

const claims = z.object({ iss: z.string(), aud: z.string().min(1).max(200), exp: z.number() });

/** Government clouds sign in their own name. */
export const authorityOf = (openIdUrl: string): string =>
  /\.azure\.us\//.test(openIdUrl) ? 'https://api.botframework.us' : 'https://api.botframework.com';

export function createDoor({ openIdUrl, isOurs, now }: DoorOptions): Door {
  const authority = authorityOf(openIdUrl);
  // The SDK makes clients for calls of its own with each activity; they are never used, and so they need no token.
  const unused = { signRequest: async <T>(request: T): Promise<T> => request };
  const credentials = {
    isValidAppId: isOurs,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => unused,
  } as unknown as Credentials;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: 'https://login.invalid',
      ToChannelFromBotOAuthScope: authority,
      ToBotFromChannelTokenIssuer: authority,
      OAuthUrl: 'https://oauth.invalid',
      ToBotFromChannelOpenIdMetadataUrl: openIdUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdUrl,
      ValidateAuthority: 'true',
      CallerId: '',
    } as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[0],
    credentials,
  );

  class Adapter extends CloudAdapter {
    /** The SDK's own checks, without its way of answering: that turns a forged signature into an error of the server. */
    async check(authorization: string, activity: Activity): Promise<void> {
      await this.processActivity(authorization, activity, async () => {});
    }
  }
  const adapter = new Adapter(authentication);
  const signatures = createSignatures({ openIdUrl, now });
  const trusted = new Map<string, number>();

  const signed: Door['signed'] = (authorization) => signatures.check(authorization.split(' ')[1] ?? '');

  return {
    addressee(authorization) {
      const [scheme, token = '', more] = (authorization ?? '').split(' ');
      if (scheme !== 'Bearer' || more !== undefined || token.length > 8192) return null;
      const read = claims.safeParse(payloadOf(token));
      // Tokens of emulators, skills and other bots go other ways through the SDK; we expect none.
      return read.success && read.data.iss === authority ? read.data.aud : null;
    },
    signed,
    async admits(authorization, activity) {
      if (activity.channelId !== 'msteams') return 'no';
      const time = now().getTime();
      const shown = `${activity.serviceUrl} ${authorization}`;
      if ((trusted.get(shown) ?? 0) > time) return 'yes';
      const verdict = await signed(authorization);
      if (verdict !== 'yes') return verdict;
      try {
        await adapter.check(authorization, activity as unknown as Activity);
        const { exp } = claims.parse(payloadOf(authorization.split(' ')[1] ?? ''));
        if (trusted.size >= 1000) trusted.clear();
        trusted.set(shown, Math.min(exp * 1000, time + TRUSTED_MS));
        return 'yes';
      } catch (error) {
        return isRefusal(error) ? 'no' : 'cannot_say';
      }
    },
  };
}

function payloadOf(token: string): unknown {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    return JSON.parse(Buffer.from(parts[1]!, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** What is wrong with the token, and not with getting the keys. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(JsonWebToken|TokenExpired|NotBefore)Error$/.test(error.name)) return true;
  return 'statusCode' in error && error.statusCode === 401;
}
