import type { InboundEvent, Speaker } from '../../messages/inbound.ts';
import type { Connector, RosterEntry } from './connector.ts';
import type { Destinations } from './destination.ts';

const KEPT_MS = 60 * 60_000;
const RETRY_MS = 60_000;
/** A delivery waits so long for it and no longer. */
const PATIENCE_MS = 1500;

export interface RosterOptions {
  connector: Connector;
  destinations: Destinations;
  now: () => Date;
}

/** Looks people up in a conversation's roster, for the e-mail address that their organisation has given them. */
export function createRoster({ connector, destinations, now }: RosterOptions) {
  const known = new Map<string, { entry: Promise<RosterEntry | null>; until: number }>();

  async function lookUp({ app, place, speaker, handle }: InboundEvent): Promise<RosterEntry | null> {
    const to = await destinations.of({ ...place, ...(handle ? { handle } : {}) }, { app });
    return connector.member(to.line, to.conversation, handle?.user ?? speaker.id);
  }

  return {
    /** What the roster vouches for; nothing where it cannot be asked in time. */
    async knownAs(event: InboundEvent): Promise<Partial<Speaker>> {
      const beside = event.kind === 'message' && !event.addressed;
      if (event.speaker.bot || beside || !NEEDS_PERSON.has(event.kind) || event.handle?.compose) return {};
      const key = `${event.app} ${event.place.workspace} ${event.speaker.id}`;
      let found = known.get(key);
      if (!found || found.until < now().getTime()) {
        if (known.size > 20_000) known.clear();
        const asked = { entry: lookUp(event), until: now().getTime() + KEPT_MS };
        asked.entry.catch(() => {
          asked.until = now().getTime() + RETRY_MS;
        });
        known.set(key, asked);
        found = asked;
      }
      const { promise: late, resolve } = Promise.withResolvers<null>();
      const timer = setTimeout(() => resolve(null), PATIENCE_MS);
      const entry = await Promise.race([found.entry.catch(() => null), late]);
      clearTimeout(timer);
      if (!entry) return {};
      const email = verifiedEmail(entry);
      return { ...(entry.name && !event.speaker.name ? { name: entry.name } : {}), ...(email ? { email } : {}) };
    },
  };
}

const NEEDS_PERSON: ReadonlySet<InboundEvent['kind']> = new Set(['message', 'command', 'action', 'form', 'shortcut']);

/**
 * An account's address, where its organisation stands for it: a user principal name is always in a domain that the tenant has
 * proved to own, an address need not be. Guests bring theirs from elsewhere.
 */
export function verifiedEmail({ email, userPrincipalName }: RosterEntry): string | null {
  if (!email || !userPrincipalName || /#EXT#/i.test(userPrincipalName)) return null;
  const domain = (text: string): string => text.slice(text.lastIndexOf('@') + 1).toLowerCase();
  return email.includes('@') && domain(email) === domain(userPrincipalName) ? email : null;
}
