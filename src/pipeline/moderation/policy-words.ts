import type { CaseKind, ModerationStep } from '../../domain/moderation.ts';
import type { Trigger } from '../../domain/moderation-policy.ts';
import type { Severity } from '../../domain/severity.ts';
import { moderationWords } from '../../messages/catalogue/moderation-case.ts';
import { severityBadgeText } from '../../messages/catalogue/terms.ts';

const words = moderationWords.en;

/** A field of a policy as its page calls it: `triggers.threat.normal` is `“A threat”, normal channels`. The path itself for what is unknown. */
export function policyFieldWords(path: readonly PropertyKey[]): string {
  const [part, name, field] = path.map(String);
  switch (part) {
    case 'triggers':
      return name === undefined ? 'The lines' : `“${wordIn(words.triggers, name as Trigger)}”${ofLine(field)}`;
    case 'content':
      return CONTENT[[name, field].filter(Boolean).join('.')] ?? 'What people may post';
    case 'severity':
      if (name === 'worseFrom') return 'The score from which a case is one worse';
      return field === undefined ? 'How bad it is' : `How bad “${wordIn(words.kinds, field as CaseKind)}” is`;
    case 'strikes':
      if (name === 'halfLifeDays') return 'The half-life in days';
      return field === undefined ? 'The strikes' : `The strikes of a case that is ${severityWord(field)}`;
    case 'ladder':
      return name === undefined ? 'The ladder' : `Rung ${Number(name) + 1} of the ladder${ofRung(field)}`;
    case 'steps':
      return name === undefined ? 'The steps' : `“${wordIn(words.steps, name as ModerationStep)}”`;
    case 'queue':
      return 'The minutes after which a case that somebody took is free again';
    case 'exemptions': {
      const what = name === 'channels' ? 'channel' : 'account';
      return field === undefined ? 'The exemptions' : `Exempt ${what} ${Number(field) + 1}`;
    }
    default:
      return path.length === 0 ? 'It' : path.map(String).join('.');
  }
}

const CONTENT: Record<string, string> = {
  'links.others': 'Addresses that no list names',
  'links.allowed': 'The allowed domains',
  'links.refused': 'The refused domains',
  'links.imitated': 'The domains that others imitate',
  'invites.allowed': 'The invites that may be posted',
  'files.refused': 'The refused kinds of files',
  'files.mostMegabytes': 'The largest file in MB',
  'joins.seconds': 'The seconds in which those who join count together',
  'joins.youngDays': 'The days in which an account is very new',
  'spam.seconds': 'The seconds in which one person’s posts count together',
};

const ofLine = (field: string | undefined): string =>
  field === undefined ? '' : field === 'on' ? ', on, silent or off' : `, ${field} channels`;

const ofRung = (field: string | undefined): string =>
  field === 'from' ? ', strikes' : field === 'hours' ? ', hours' : field === 'step' ? ', step' : '';

const severityWord = (severity: string): string => severityBadgeText(severity as Severity, 'en').toLowerCase();

const wordIn = <Name extends string>(names: Record<Name, string>, name: Name): string =>
  Object.hasOwn(names, name) ? names[name].charAt(0).toUpperCase() + names[name].slice(1) : name;
