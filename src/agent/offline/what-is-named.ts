import { type KnownName, namePieces } from '../../domain/known-name.ts';
import { countryText } from '../../messages/catalogue/terms.ts';
import { readEntities } from './entities.ts';
import { heardIn } from './known-names.ts';
import { placesIn } from './known-places.ts';
import { deny } from './permitted.ts';
import type { PlanContext, PlannedCall } from './plan-types.ts';
import { readUtterance } from './utterance.ts';

/*
 * The things that a message names, whatever it asks of them, each with the looks that tell what is known of it: an account, a member, a
 * person, a place, an address, a reference, a country.
 */

export interface NamedThing {
  /** As people read it: `ALR-3`, `Jonas Weber`, `Main gate`. */
  what: string;
  /** By which words or values a call has it. */
  bears: readonly string[];
  looks: readonly PlannedCall[];
  /** An account, a member, a person or an author: by which argument of a look they are meant. */
  somebody: Partial<Record<'user' | 'person' | 'label', string>> | null;
  /** Known from what they wrote alone. */
  isAuthor?: true;
  /** Where a camera looks. */
  isPlace?: true;
}

const MOST_LOOKS = 2;

const LOOK_OF: Record<string, (ref: string) => PlannedCall> = {
  alert: (id) => ({ tool: 'open_alert', args: { id } }),
  incident: (id) => ({ tool: 'open_incident', args: { id } }),
  case: (id) => ({ tool: 'explain_case', args: { id } }),
  action: (id) => ({ tool: 'explain_case', args: { id } }),
  appeal: (id) => ({ tool: 'explain_case', args: { id } }),
  rule: (id) => ({ tool: 'list_rules', args: { id } }),
  proposal: (id) => ({ tool: 'open_proposals', args: { id } }),
  report: (id) => ({ tool: 'open_report', args: { id } }),
  event: (id) => ({ tool: 'explain_login', args: { id } }),
};
/** References and labels that the grammar reads where it reads cameras and people. */
const SEEN_REF = /\b(?:(per)-\d{1,9}|(person)_[0-9a-f]{8}|(evt)-\d{1,9}|(cam)-\d{1,9})\b/gi;
/** Behind one of these a word is an account, also where it is one of the language: “who is guest”, “account backup”, “root?”. */
const ACCOUNT_LEAD =
  /(?:\bwho(?:'s|s| is| was) |\b(?:accounts?|users?|login names?|log-?ins? (?:of|by|as)|called|named|signed in as|logged in as|about|konto|benutzer|compte|cuenta|usuario) (?:the )?|^)["“„']?$/i;
const ACCOUNT_BEHIND = /^["”“']?(?:(?: account| user|[?!.,]|\s*$))/i;

/** What a message names, the most exact first; only what the asker may look at. */
export function namedThings(message: string, context: PlanContext): NamedThing[] {
  const { norm } = readUtterance(message, context.language);
  const { refs, ip, email, countries } = readEntities(norm, context.now, context.timeZone);
  const things: NamedThing[] = [
    ...refs.flatMap(({ kind, ref }) => thing(ref, [ref], [LOOK_OF[kind]?.(ref)], context)),
    ...[...message.matchAll(SEEN_REF)].flatMap(([said, person, label, event]) => {
      const ref = label ? `Person_${said.slice('person_'.length).toUpperCase()}` : said.toUpperCase();
      const look: PlannedCall =
        person || label
          ? { tool: 'who_is', args: { label: ref } }
          : event
            ? { tool: 'show_camera', args: { event: ref } }
            : { tool: 'show_camera', args: { camera: ref } };
      return thing(ref, [ref], [look], context, person || label ? { person: ref, label: ref } : null);
    }),
    ...(ip === null ? [] : thing(ip, [ip], [{ tool: 'search_logs', args: { ip } }], context)),
    ...(email === null
      ? []
      : thing(email, [email], [{ tool: 'search_logs', args: { user: email } }], context, { user: email })),
    ...somebodyIn(message, context),
    ...placesIn(message, context.places ?? []).flatMap((place) =>
      thing(
        place,
        [place],
        [
          { tool: 'search_logs', args: { kinds: ['alert'], camera: place } },
          { tool: 'find_sightings', args: { camera: place, range: 'last_7d' } },
        ],
        context,
      ).map((one) => ({ ...one, isPlace: true as const })),
    ),
    ...countries.flatMap((country) =>
      thing(countryText(country, context.language), [country], [{ tool: 'search_logs', args: { country } }], context),
    ),
  ];
  return things.filter(({ what }, at) => things.findIndex((one) => one.what === what) === at);
}

function thing(
  what: string,
  bears: readonly string[],
  looks: readonly (PlannedCall | undefined)[],
  context: PlanContext,
  somebody: NamedThing['somebody'] = null,
): NamedThing[] {
  const allowed = looks.filter((call) => call !== undefined && deny(call, context) === null) as PlannedCall[];
  return allowed.length === 0 ? [] : [{ what, bears, looks: allowed.slice(0, MOST_LOOKS), somebody }];
}

/** Whoever is called by a name here; a word that systems sign in by counts where it stands as an account's. */
function somebodyIn(message: string, context: PlanContext): NamedThing[] {
  const { names = [] } = context;
  const heard = heardIn(message, names);
  const found = heard.map(({ known, typed }) => ({ known, typed }));
  // a name with a number in it, as people in a chat have it
  if (heard.length === 0)
    for (const { word, from, to } of namePieces(message)) {
      const known = names.filter(({ name, author }) => author !== null && name.toLowerCase() === word);
      if (known.length === 1 && /\p{L}\d|\d\p{L}|_/u.test(word)) found.push({ known, typed: message.slice(from, to) });
    }
  if (found.length === 0)
    for (const match of message.matchAll(/[\p{L}][\p{L}\p{N}_-]+/gu)) {
      const said = match[0].toLowerCase();
      const known = names.filter(({ name, accounts }) => accounts.length > 0 && name.toLowerCase() === said);
      const isAccount =
        ACCOUNT_LEAD.test(message.slice(0, match.index)) &&
        ACCOUNT_BEHIND.test(message.slice(match.index + said.length));
      if (known.length === 1 && isAccount) found.push({ known, typed: match[0] });
    }
  const unheard = found.length === 0 ? unheardAccount(message) : null;
  if (unheard !== null)
    return thing(unheard, [unheard], [{ tool: 'who_is', args: { label: unheard } }], context, {
      user: unheard,
      label: unheard,
    });
  return found.flatMap(({ known, typed }) => {
    const [one, other] = known;
    if (!one || other) return [];
    const looks: PlannedCall[] = [
      ...(one.accounts.length > 0 ? [{ tool: 'search_logs', args: { user: one.accounts.join(',') } }] : []),
      ...(one.author && one.accounts.length === 0 ? [{ tool: 'moderation_history', args: { user: one.author } }] : []),
      ...(one.person ? [{ tool: 'find_sightings', args: { person: one.person } }] : []),
      ...(one.member && one.accounts.length === 0 ? [{ tool: 'list_members', args: { name: one.member } }] : []),
    ];
    const bears = [one.name, typed, ...one.accounts, one.member, one.person, one.author].filter(
      (name) => name !== null,
    );
    const user = one.accounts.length > 0 ? one.accounts.join(',') : (one.author ?? undefined);
    return thing(one.name, bears, looks, context, {
      ...(user !== undefined && { user }),
      ...(one.person !== null && { person: one.person }),
      label: one.name,
    }).map((named) => (isAuthorOnly(one) ? { ...named, isAuthor: true as const } : named));
  });
}

const isAuthorOnly = ({ accounts, member, person, author }: KnownName): boolean =>
  author !== null && accounts.length === 0 && member === null && person === null;

/** “who is guest, …”, “the account backup”: whom nobody here is called, who may stand in the logs all the same. */
function unheardAccount(message: string): string | null {
  const said = ASKS_WHO.exec(message)?.[1];
  return said === undefined || NO_ACCOUNT.test(said) ? null : said;
}
const ASKS_WHO =
  /(?:^(?:(?:and|so|but|ok(?:ay)?|hm+)[ ,]+)*who(?:'s| is| was) ["“]?|\b(?:accounts?|users?|login name) (?:called |named )?["“])([\p{L}][\p{L}\p{N}_-]{1,40})["”]?(?= account\b|\s*[,?.!]|\s*$)/iu;
const NO_ACCOUNT =
  /^(?:he|she|it|that|this|they|them|there|here|on|in|at|up|out|the|you|we|one|everyone|everybody|any(?:one|body)|some(?:one|body)|nobody|else|new|online|next|first|last|responsible|behind|calling|worst|best|who|what|when|where|why|how|again|left|free|away|absent|present|guilty|admin|(?:.*(?:ed|ing|ble)))$/i;

/** Whether a call, or what is asked or said beside it, has something that is named. */
export const takesUp = (made: unknown, { bears }: Pick<NamedThing, 'bears'>): boolean => {
  const said = JSON.stringify(made)?.toLowerCase() ?? '';
  return bears.some((name) => said.includes(name.toLowerCase()));
};
