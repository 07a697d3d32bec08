import { parseDue } from '../../domain/due.ts';
import type { Language } from '../../domain/language.ts';
import { incidentWorkWords } from '../../messages/catalogue/incident-work.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { incidentOf } from './about-it.ts';
import type { AskedOfIt } from './asked-of-it.ts';
import { isName } from './intents/words.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { type Groups, idOf, POLITE, planOf } from './whole-message.ts';
import { FORMS, type Forms } from './work-forms.ts';

/*
 * Who works on an incident and what is to be done in it: “make Dana scribe of INC-17”, “add Sam to INC-17”, “add a task to INC-17: rotate
 * the VPN keys, for Dana by tomorrow noon”, “task 2 is done”, “who is the commander of INC-17?”. A message is one of them as a whole, from
 * its first word to its last, or it is none: what quotes or reports such an order, or forbids it, has more in it.
 */

type Role = 'commander' | 'scribe' | 'liaison';
const ROLES: readonly [RegExp, Role][] = [
  [
    /^(?:scribe|note[- ]?taker|protokoll\p{L}*|schriftführ\p{L}*|secr[eé]taire|greffi\p{L}*|secretari\p{L}*|actas)$/iu,
    'scribe',
  ],
  [/^(?:liaison(?: officer)?|comms(?: lead)?|communications? lead|ansprech\p{L}*|kontaktperson|enlace)$/iu, 'liaison'],
  [
    /^(?:(?:incident )?(?:commander|lead(?:er)?)|(?:einsatz)?leit\p{L}*|commandant|responsable|jefe|comandante)$/iu,
    'commander',
  ],
];
/** Such an order or question as a plan; null for every other message. */
export function workingOn(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 500 || said.includes('"') || isShown(text)) return null;
  // the words of one language may be typed in a conversation of another
  for (const language of new Set<Language>([context.language, 'en'])) {
    const plan = planIn(FORMS[language], said, context);
    if (plan) return plan;
  }
  return null;
}

function planIn(forms: Forms, said: string, context: PlanContext): Plan | null {
  const first = (list: readonly RegExp[]): Groups | null => {
    for (const one of list) {
      const groups = one.exec(said)?.groups;
      if (groups) return groups;
    }
    return null;
  };
  const look = (list: readonly RegExp[], asked: (groups: Groups) => AskedOfIt | null): Plan | null => {
    const groups = first(list);
    const what = groups && asked(groups);
    const id = groups && what ? idOf(groups, said, context) : null;
    return id && what ? { ...planOf({ tool: 'open_incident', args: { id } }, context), asked: what } : null;
  };
  const order = (list: readonly RegExp[], read: (groups: Groups) => Record<string, unknown> | null): Plan | null => {
    const groups = first(list);
    // who asks orders nothing, unless they ask us to do it
    if (!groups || (groups.asks !== undefined && !POLITE.test(groups.polite ?? ''))) return null;
    const args = read(groups);
    if (!args) return null;
    const id = idOf(groups, said, context) ?? (IN_WORDS.test(said) ? incidentOf(context) : null);
    if (id) return planOf({ tool: 'update_incident', args: { id, ...args } }, context);
    // of none that is named or at hand: one is asked for where the words can mean nothing else
    return IN_WORDS.test(said)
      ? { calls: [], say: { why: 'ask', text: smallTalkWords[context.language].whichOne } }
      : null;
  };
  /** A task for which a time was said that is over: it is added without, and that is said. */
  const newTask = (): Plan | null => {
    let over: string | null = null;
    const plan = order(forms.task, (groups) => {
      if (groups.more && !addedTask(context)) return null;
      const task = taskOf(groups, context);
      over = task?.over ?? null;
      return task?.args ?? null;
    });
    return plan && over !== null && plan.calls.length > 0
      ? { ...plan, say: { why: 'not_here', text: incidentWorkWords[context.language].duePast(over) } }
      : plan;
  };
  return (
    order(forms.bookmark, ({ link, title, early }) => ({
      bookmark: link!,
      ...((title ?? early) ? { bookmark_title: (title ?? early)!.trim() } : {}),
    })) ??
    look(forms.whoHas, ({ role }) => roleOf(role)) ??
    look(forms.people, () => 'people') ??
    look(forms.tasks, () => 'tasks') ??
    newTask() ??
    order(forms.done, ({ numbers, more = '' }) => ({ tasks_done: numbersIn(`${numbers} ${more}`) })) ??
    order(forms.open, ({ numbers }) => ({ tasks_open: numbersIn(numbers) })) ??
    order(forms.back, ({ role }) => held(role, null)) ??
    order(forms.give, ({ role, who, me }) => {
      const whom = me ? 'me' : nameIn(who);
      return whom === null ? null : held(role, whom);
    }) ??
    order(forms.add, ({ who }) => listOf('add_people', who)) ??
    order(forms.remove, ({ who }) => listOf('remove_people', who))
  );
}

/** Whether a task was what was added last: “and another one: …” goes on with it. */
const addedTask = ({ history }: PlanContext): boolean =>
  history.at(-1)?.steps.some(({ tool, args, ok }) => ok && tool === 'update_incident' && args.task !== undefined) ===
  true;

/** Words that only an incident has. */
const IN_WORDS =
  /\b(?:bookmarks?|lesezeichen|signets?|marcador(?:es)?|tasks?|aufgaben?|tâches?|tareas?|scribe|liaison|commander)\b/iu;

const roleOf = (said = ''): Role | null => ROLES.find(([words]) => words.test(said))?.[1] ?? null;

function held(said: string | undefined, who: string | null): Record<string, unknown> | null {
  const role = roleOf(said);
  return role && { [role === 'commander' ? 'assignee' : role]: who };
}

const numbersIn = (said = ''): number[] => [...new Set([...said.matchAll(/\d+/g)].map(([number]) => Number(number)))];

const ME = /^(?:me|myself|mich|mir|moi|mí|mi)$/i;
/** What stands where a name would and is none: things that are added, and what says something of who is meant. */
const NO_PERSON =
  /^(?:alr|inc|case|evt|log|cam|rule|act)-?\d|^(?:them|him|her|everyone|everybody|somebody|someone|nobody|anyone|ihn|sie|elle|lui)$|\b(?:back|comments?|notes?|alerts?|evidence|files?|screenshots?|summary|details?|logs?|tasks?|updates?|links?|pictures?|that|not|never|no|attention|severity|status|title|part|time|responsibility)\b/i;

function nameIn(said = ''): string | null {
  const name = said.replace(/^@/, '').trim();
  if (ME.test(name)) return 'me';
  if (NO_PERSON.test(name) || !name.split(' ').every(isName)) return null;
  return name;
}

/** “Sam”, “Sam and Lea Berg”; of me there are words of their own. */
function listOf(key: string, said = ''): Record<string, unknown> | null {
  const names = said.split(/,| and | und | et | y /).map((one) => one.trim());
  const read = names.filter((one) => one !== '').map(nameIn);
  if (read.length === 0 || read.some((one) => one === null)) return null;
  if (key === 'remove_people' && read.length === 1 && read[0] === 'me') return null;
  return { [key]: read };
}

const DUE = /(?:,? | ?[-–] )(?:due |and )?(?:by|until|till|before|due|bis|fällig|avant|pour|d'ici|antes de|para) /giu;
const FOR =
  /^(.*?)(,)? (?:(?:and )?(?:for|assigned to|assign (?:it )?to|für|pour|para) )(@?[\p{L}][\p{L}\p{N}.'@-]*(?: [\p{L}][\p{L}.'-]*){0,2})$/iu;

/** What is to be done, for whom and by when; those two may stand behind it in either order. */
function taskOf(
  { task = '', early }: Groups,
  context: PlanContext,
): { args: Record<string, unknown>; over: string | null } | null {
  let title = task.trim();
  let due: string | null = null;
  let over: string | null = null;
  let whom: string | null = early ? nameIn(early) : null;
  if (early && whom === null) return null;
  for (let turn = 0; turn < 2; turn++) {
    const when: ReturnType<typeof dueIn> = due === null && over === null ? dueIn(title, context) : null;
    if (when) ({ title, due, over } = when);
    const given = whom === null ? FOR.exec(title) : null;
    const name = given && nameIn(given[3]);
    // without a comma “for” may be part of what is to be done
    if (given && name && (given[2] !== undefined || name === 'me' || /^\p{Lu}/u.test(name))) {
      whom = name;
      title = given[1]!.trim();
    }
  }
  title = title.replace(/[\s,;:–-]+$/, '');
  if (title === '') return null;
  return { args: { task: title, ...(whom ? { task_for: whom } : {}), ...(due ? { task_due: due } : {}) }, over };
}

/** The time behind the last word that begins one; `over` is one of today that has gone by. */
function dueIn(
  said: string,
  { now, timeZone }: PlanContext,
): { title: string; due: string | null; over: string | null } | null {
  const morning = new Date(now.getTime() - DAY_MS);
  for (const { index, 0: word } of [...said.matchAll(DUE)].reverse()) {
    const due = said.slice(index + word.length).trim();
    const title = said.slice(0, index).trim();
    if (parseDue(due, { now, timeZone })) return { title, due, over: null };
    // the same words, said a day ago, would have been to come
    if (/\d|noon/i.test(due) && parseDue(due.replace(TODAY, '').trim(), { now: morning, timeZone }))
      return { title, due: null, over: due };
  }
  return null;
}
const DAY_MS = 86_400_000;
const TODAY = /(?<!\p{L})(?:today|heute|aujourd'hui|hoy)(?!\p{L})/giu;
