import { listCameras } from '../db/cameras.ts';
import { listIncidents } from '../db/incidents.ts';
import { listMembers } from '../db/members.ts';
import { listPersons } from '../db/persons.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { channelWords } from '../messages/catalogue/channel-orders.ts';
import { reportChoices } from '../messages/catalogue/report-answers.ts';
import type { Work } from './work.ts';

/** What may be chosen while somebody types: `label` is read, `value` is what the option then holds. */
export interface Completion {
  label: string;
  value: string;
}

const MOST = 20;
const MOST_MEMBERS = 500;

type Completing = Pick<Work, 'tx' | 'principal'> & { typed: string; language: Language };

/** By the option's name, as src/messages/catalogue/discord.ts has them. A new incident's title is nobody's to choose. */
const OF_OPTION: Record<string, (completing: Completing) => Promise<Completion[]>> = {
  person: people,
  camera: cameras,
  report: reports,
  setting: async ({ typed, principal, language }) =>
    can(principal.role, 'chat.write')
      ? channelWords[language].examples.map((value) => ({ label: value, value })).filter(beginning(typed))
      : [],
};

/** What fits what somebody has typed so far into a command's option, twenty at most: only what they may see. */
export async function completions(
  work: Pick<Work, 'tx' | 'principal'>,
  { option, text, language }: { option: string; text: string; language: Language },
): Promise<Completion[]> {
  const typed = text.trim().toLowerCase().slice(0, 100);
  const complete = Object.hasOwn(OF_OPTION, option) ? OF_OPTION[option] : undefined;
  return complete ? (await complete({ ...work, typed, language })).slice(0, MOST) : [];
}

const beginning =
  (typed: string) =>
  ({ label }: Completion): boolean =>
    label.toLowerCase().includes(typed);

async function people({ tx, principal, typed }: Completing): Promise<Completion[]> {
  const known = can(principal.role, 'people.read')
    ? await listPersons(tx, { named: true, query: typed, limit: MOST })
    : [];
  const members = mayListMembers(principal) ? await listMembers(tx, { limit: MOST_MEMBERS }) : [];
  return [
    ...known.map(({ name, number, label }) => {
      const ref = formatReference({ kind: 'person', number });
      return { label: `${name ?? label} (${ref})`, value: ref };
    }),
    ...members.map(({ name }) => ({ label: name, value: name })).filter(beginning(typed)),
  ];
}
const mayListMembers = ({ role }: Principal): boolean => can(role, 'members.read');

/** The times first, then incidents that are worked on, each with what may be written of it. */
async function reports({ tx, principal, typed, language }: Completing): Promise<Completion[]> {
  const { day, week, tactical, executive } = reportChoices[language];
  const open = can(principal.role, 'incidents.write')
    ? await listIncidents(tx, { statuses: ['open', 'investigating', 'contained'], limit: MOST })
    : [];
  const written = open.flatMap(({ number, title }) => {
    const ref = formatReference({ kind: 'incident', number });
    return [tactical, executive].map((word) => ({
      label: `${ref} ${word}: ${oneLine(title, 60)}`,
      value: `${ref} ${word}`,
    }));
  });
  return [...[week, day].map((word) => ({ label: word, value: word })), ...written].filter(beginning(typed));
}

async function cameras({ tx, principal, typed }: Completing): Promise<Completion[]> {
  if (!can(principal.role, 'cameras.read')) return [];
  return (await listCameras(tx))
    .map(({ name, location, number }) => {
      const ref = formatReference({ kind: 'camera', number });
      return { label: `${name}${location ? `, ${location}` : ''} (${ref})`, value: ref };
    })
    .filter(beginning(typed));
}
