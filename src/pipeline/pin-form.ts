import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { joinableIncidents } from '../db/joinable-incidents.ts';
import { MOST_JOINABLE } from '../domain/joinable-incident.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { pinWords } from '../messages/catalogue/pins.ts';
import type { CalledOn, ChatPlace } from '../messages/inbound.ts';
import { pinForm } from '../messages/views/pin-form.ts';
import { canonicalJson } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked, incidentField } from './checked.ts';
import type { FormKind, Looking } from './form-kind.ts';
import { incidentAt, LONGEST_QUOTE, pinAsSaid, pinnedBy } from './incident-pins.ts';
import { seeIncident } from './incidents.ts';
import type { Work } from './work.ts';

/** Longer ones are left out: what a form carries is bounded. */
const LONGEST_URL = 500;

/** Who called it on which message, and where. */
export interface PinCall {
  place: ChatPlace;
  account: string;
  message: CalledOn;
}

const fieldsSchema = z.object({ incident: incidentField });

const callSchema = z.object({
  place: z.object({
    platform: z.enum(['slack', 'discord', 'teams']),
    workspace: z.string(),
    channel: z.string(),
    thread: z.string().nullable(),
    direct: z.boolean(),
  }),
  account: z.string(),
  message: z.object({
    text: z.string(),
    author: z.string(),
    messageId: z.string(),
    url: z.string().optional(),
    writtenAt: z.string().nullable(),
    ours: z.boolean(),
  }),
  on: z.boolean(),
});
type Carried = z.output<typeof callSchema>;

/**
 * The form in which somebody puts a message on an incident's timeline, or takes it off where they put it there. The message travels in
 * the form's value, sealed: what its author wrote is nobody's to change on the way.
 */
export async function pinFormFor(
  work: Looking & Pick<Work, 'auditKey'>,
  { place, account, message }: PinCall,
  language: Language,
): Promise<Card> {
  authorise(work.principal, 'incidents.write');
  const words = wordsFor(work, pinWords);
  if (message.messageId === '') throw new SafeNestError('not_found', words.whichMessage[place.platform]);
  if (message.ours) throw new SafeNestError('conflict', words.ours);
  const home = await pinnedBy(work.tx, { place, messageId: message.messageId, account });
  const { platform, workspace, channel, thread, direct } = place;
  const { url, ...told } = message;
  const carried: Carried = {
    place: { platform, workspace, channel, thread, direct },
    account,
    message: {
      ...told,
      ...(url && url.length <= LONGEST_URL ? { url } : {}),
      author: oneLine(message.author, 100),
      text: [...cleanText(message.text.slice(0, LONGEST_QUOTE * 2))].slice(0, LONGEST_QUOTE).join(''),
    },
    on: home === null,
  };
  return drawn(work, carried, sealed(work, carried), language);
}

async function drawn(work: Looking, carried: Carried, value: string, language: Language): Promise<Card> {
  const { place, account, message, on } = carried;
  const home = on ? null : await pinnedBy(work.tx, { place, messageId: message.messageId, account });
  const none = { account: null, address: null, cameraId: null, personId: null };
  const open = on ? await joinableIncidents(work.tx, none, MOST_JOINABLE) : [];
  const own = on ? await incidentAt(work.tx, place) : null;
  const chosen = own === null ? undefined : await seeIncident(work.tx, work.principal, own);
  const incidents = chosen ? [chosen, ...open.filter(({ number }) => number !== own)].slice(0, MOST_JOINABLE) : open;
  if (on && incidents.length === 0) throw new SafeNestError('conflict', wordsFor(work, pinWords).noIncident);
  const ref = home === null ? null : formatReference({ kind: 'incident', number: home });
  return pinForm(
    { author: message.author, text: message.text, value, on: on ? null : (ref ?? ''), incidents, chosen: own },
    language,
  );
}

export const pinningForm = {
  button: 'incident.pin',
  open: (work, value, language) => drawn(work, read(work, value), value, language),
  check: (work, fields, value) => (read(work, value).on ? checked(fieldsSchema, fields) : null),
  async submit(work, fields, value) {
    const carried = read(work, value);
    if (!isSealed(work, carried, value)) throw noForm(work);
    const { place, account, message, on } = carried;
    const { text, author, messageId, url = null, writtenAt, ours } = message;
    const written = new Date(writtenAt ?? '');
    const at = Number.isNaN(written.getTime()) ? work.now : written;
    const said = on ? { author, text, at, url, thread: place.thread, ours } : null;
    const incident = on ? checked(fieldsSchema, fields).incident : null;
    const came = await pinAsSaid(work, { place, messageId, account, on, said }, incident);
    return { text: came.text, ref: { kind: 'incident', number: came.incident }, done: came.changed };
  },
} satisfies FormKind;

const noForm = (work: Looking): SafeNestError =>
  new SafeNestError('invalid_input', wordsFor(work, objectionWords).unknownButton);

/** `seal {…}`; what is none of ours is refused. */
function read(work: Looking, value: string): Carried {
  try {
    return callSchema.parse(JSON.parse(value.slice(value.indexOf(' ') + 1)));
  } catch {
    throw noForm(work);
  }
}

const sealed = (work: Pick<Work, 'tx' | 'auditKey'>, carried: Carried): string =>
  `${sealOf(work, carried)} ${JSON.stringify(carried)}`;

const sealOf = ({ tx, auditKey }: Pick<Work, 'tx' | 'auditKey'>, carried: Carried): string =>
  createHmac('sha256', auditKey)
    .update(canonicalJson({ sealed: 'pin', org: tx.orgId, ...carried }))
    .digest('base64url');

function isSealed(work: Work, carried: Carried, value: string): boolean {
  const ours = Buffer.from(sealOf(work, carried));
  const theirs = Buffer.from(value.slice(0, value.indexOf(' ')));
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
