import type { HealthReport } from '../../domain/health.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { isSuggested, type Proposal } from '../../domain/proposal.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Role } from '../../domain/role.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { cameraWords } from '../catalogue/cameras.ts';
import { chatWords } from '../catalogue/chat.ts';
import { formWords } from '../catalogue/forms.ts';
import { healthWords, partText } from '../catalogue/health.ts';
import { proposalWords } from '../catalogue/proposals.ts';
import { numberText, terms } from '../catalogue/terms.ts';
import { titleIn } from '../incident-title.ts';
import { type Links, pathOf } from '../links.ts';
import type { ShownState } from './camera-card.ts';

/** What somebody is shown of their own on a platform. */
export interface HomeView {
  name: string;
  role: Role;
  mine: readonly Incident[];
  waiting: readonly Proposal[];
  /** How each camera is; none for whoever may not see them. */
  cameras: readonly ShownState[];
  /** Null for whoever may not see it. */
  health: HealthReport | null;
  mayOpenIncidents: boolean;
  language?: Language;
  urls?: Links;
}

const SHOWN = 5;
const STATES: readonly ShownState[] = ['online', 'offline', 'never', 'off'];

/** A person's own page: my open incidents, what waits for me, how the cameras are, whether everything works, and what one may ask. */
export function homeCard({ name, role, mine, waiting, cameras, health, mayOpenIncidents, ...view }: HomeView): Card {
  const { language = 'en', urls = pathOf } = view;
  const words = chatWords[language].home;
  const parts: CardPart[] = [{ kind: 'heading', text: words.title(oneLine(name, 80)) }];

  parts.push({ kind: 'heading', text: words.mine, url: '/incidents' });
  if (mine.length === 0) parts.push({ kind: 'text', text: words.noneMine });
  else
    parts.push({
      kind: 'list',
      items: mine.slice(0, SHOWN).map((incident) => {
        const ref = formatReference({ kind: 'incident', number: incident.number });
        return {
          text: `${oneLine(titleIn(incident, language))} (${terms[language].incidentStatus[incident.status]})`,
          ref,
          url: urls(ref),
          at: incident.openedAt.toISOString(),
          severity: incident.severity,
        };
      }),
      ...rest(mine.length, '/incidents', language),
    });

  parts.push({ kind: 'heading', text: words.waiting, url: '/proposals' });
  if (waiting.length === 0) parts.push({ kind: 'text', text: words.noneWaiting });
  else
    parts.push({
      kind: 'list',
      items: waiting.slice(0, SHOWN).map((proposal) => {
        const ref = formatReference({ kind: 'proposal', number: proposal.number });
        return {
          text: `${oneLine(proposal.title, 160)}${isSuggested(proposal) ? ` (${proposalWords[language].byModel})` : ''}`,
          ref,
          url: urls(ref),
          at: proposal.createdAt.toISOString(),
          ...(proposal.severity ? { severity: proposal.severity } : {}),
        };
      }),
      ...rest(waiting.length, '/proposals', language),
    });

  if (cameras.length > 0) {
    const { card, counts } = cameraWords[language];
    const said = STATES.map((state) => ({ state, count: cameras.filter((one) => one === state).length }))
      .filter(({ count }) => count > 0)
      .map(({ state, count }) => counts[state](count));
    parts.push({ kind: 'heading', text: card.cameras, url: '/cameras' });
    parts.push({ kind: 'text', text: `${said.join(', ')}.` });
  }

  if (health) {
    const broken = health.checks.filter((check) => !check.ok);
    const names = broken.map((check) => partText(check.name, language)).join(', ');
    parts.push({ kind: 'heading', text: words.health, url: '/health' });
    parts.push({
      kind: 'text',
      text:
        broken.length === 0
          ? words.allWell
          : `${words.broken(broken.length)} ${names} (${healthWords[language].fails})`,
    });
  }

  parts.push({ kind: 'text', text: [words.ask, ...words.examples[role].map((one) => `• ${one}`)].join('\n') });
  if (mayOpenIncidents) {
    const { newIncident } = formWords[language];
    parts.push({ kind: 'actions', actions: [{ id: 'incident.new', label: newIncident, value: '', style: 'primary' }] });
  }
  return { key: 'home', parts, language };
}

/** The same page for somebody nobody has linked yet: how to change that. */
export const strangersHome = (text: string, language: Language = 'en'): Card => ({
  key: 'home',
  language,
  parts: [
    { kind: 'heading', text: 'SafeNest' },
    { kind: 'text', text },
  ],
});

const rest = (count: number, url: string, language: Language) =>
  count > SHOWN ? { more: { text: `+ ${numberText(count - SHOWN, language)}`, url } } : {};
