import type { Alert } from '../domain/alert.ts';
import type { Incident, OwnTitle, TitleSays } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { oneLine } from '../domain/text.ts';
import { incidentTitles } from './catalogue/incident-titles.ts';
import { moderationWords } from './catalogue/moderation-case.ts';
import { tellAlert } from './tell-alert.ts';

/** As long as a title is; and as an alert's is before what came with it. */
const LONGEST = 200;
const BESIDE_OTHERS = 170;

/** What an incident is called: as people wrote it, or in the reader's language where SafeNest called it so itself. */
export function titleIn(
  { title, ownTitle }: Pick<Incident, 'title'> & { ownTitle?: OwnTitle | null },
  language: Language,
): string {
  if (language === 'en' || !ownTitle || ownTitle.english !== title) return title;
  try {
    return said(ownTitle.says, language) || title;
  } catch {
    // of another version: its English words are as true
    return title;
  }
}

/** The title of an incident that nobody named, opened from an alert and so many others. */
export function titleOfAlerts(
  { title, told }: Pick<Alert, 'title' | 'told'>,
  others: number,
): { title: string; ownTitle?: OwnTitle } {
  const english = beside(title, others, 'en');
  return told
    ? { title: english, ownTitle: { english, says: { kind: 'alert', telling: told.telling, others } } }
    : { title: english };
}

/** The title of an incident made of a case of moderation. */
export function titleOfCase(says: Extract<TitleSays, { kind: 'case' }>): { title: string; ownTitle: OwnTitle } {
  const english = said(says, 'en');
  return { title: english, ownTitle: { english, says } };
}

function said(says: TitleSays, language: Language): string {
  if (says.kind === 'alert') return beside(tellAlert(says.telling, language).title, says.others, language);
  const kind = moderationWords[language].kinds[says.of];
  return oneLine(
    incidentTitles[language].caseOf(kind.charAt(0).toLocaleUpperCase(language) + kind.slice(1), says.by),
    LONGEST,
  );
}

const beside = (title: string, others: number, language: Language): string =>
  others === 0 ? oneLine(title, LONGEST) : incidentTitles[language].withOthers(oneLine(title, BESIDE_OTHERS), others);
