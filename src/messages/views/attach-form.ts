import type { Alert } from '../../domain/alert.ts';
import type { JoinableIncident } from '../../domain/joinable-incident.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Permission } from '../../domain/role.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardAction } from '../card.ts';
import { attachingWords } from '../catalogue/attaching.ts';
import { titleIn } from '../incident-title.ts';

/** What a choice of Slack's holds. */
const LONGEST_CHOICE = 75;

/** `INC-17 Break-in at the bastion (same address)`: what they have in common stands even where the title is cut. */
export function joinableText(incident: JoinableIncident, language: Language): string {
  const { number, shares } = incident;
  const ref = formatReference({ kind: 'incident', number });
  const { same } = attachingWords[language].form;
  const both = shares.slice(0, 2).map((what) => same[what]);
  const common = both.length > 0 ? ` (${both.join(', ')})` : '';
  return `${oneLine(`${ref} ${titleIn(incident, language)}`, LONGEST_CHOICE - common.length)}${common}`;
}

/** A form that adds an alert to an incident that is worked on. */
export function attachForm(
  alert: Pick<Alert, 'number'>,
  incidents: readonly JoinableIncident[],
  language: Language = 'en',
): Card {
  const { form: words } = attachingWords[language];
  const ref = formatReference({ kind: 'alert', number: alert.number });
  const [first] = incidents;
  const refOf = ({ number }: JoinableIncident): string => formatReference({ kind: 'incident', number });
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      {
        kind: 'field',
        name: 'incident',
        label: words.incident,
        input: 'select',
        options: incidents.map((one) => ({ label: joinableText(one, language), value: refOf(one) })),
        // chosen beforehand only where something speaks for it
        ...(first && first.shares.length > 0 ? { value: refOf(first) } : {}),
        required: true,
      },
      { kind: 'actions', actions: [{ id: 'alert.attach_to', label: words.send, value: ref, style: 'primary' }] },
    ],
  };
}

/** The button that opens that form, or the one that takes the alert off its incident: which one stands in its value. */
export function attachActions(
  alert: Pick<Alert, 'incidentId'>,
  ref: string,
  view: { can: (permission: Permission) => boolean; forms?: boolean; incidentRef?: string | null; language?: Language },
): CardAction[] {
  if (!view.can('incidents.write')) return [];
  const words = attachingWords[view.language ?? 'en'];
  if (view.incidentRef)
    return [{ id: 'alert.detach', label: words.detach(view.incidentRef), value: `${ref}#${view.incidentRef}` }];
  return view.forms && alert.incidentId === null ? [{ id: 'alert.attach', label: words.attach, value: ref }] : [];
}
