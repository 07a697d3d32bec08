import type { Language } from '../../domain/language.ts';
import type { Trigger } from '../../domain/moderation-policy.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { exactText } from '../case-people.ts';
import { moderationWords } from '../catalogue/moderation-case.ts';
import { silentWords } from '../catalogue/silent-triggers.ts';
import type { CardView } from './card-view.ts';

/** What a trigger that runs silently would have raised: conversations, on whom, and what became of those that have a case all the same. */
export interface SilentShown {
  trigger: Trigger;
  hits: number;
  acted: number;
  dismissed: number;
  open: number;
  /** When the first of them was; null where there is none. */
  since: Date | null;
  /** The most often first. */
  people: readonly { account: string; name: string; hits: number }[];
}

const DAYS = 30;

/** The same as lines of words. */
export function silentLines({ trigger, hits, people, ...rest }: SilentShown, language: Language = 'en'): string[] {
  const words = silentWords[language];
  const names = people.map((person) => `${exactText(person)} (${person.hits})`).join(', ');
  return [
    words.line({ rule: moderationWords[language].triggers[trigger], hits, days: DAYS }),
    ...(hits > 0 ? [words.whom(names), words.coincide({ hits, ...rest })] : []),
  ];
}

/** What would have been raised by rules that run silently, each with the button that has it open cases. */
export function silentCard(silent: readonly SilentShown[], view: CardView): Card {
  const { language = 'en' } = view;
  const words = silentWords[language];
  const parts: CardPart[] = [{ kind: 'heading', text: words.title, url: '/moderation/policy' }];
  if (silent.length === 0) parts.push({ kind: 'text', text: words.none });
  else parts.push({ kind: 'list', items: silent.map((one) => ({ text: silentLines(one, language).join(' ') })) });
  const actions = view.can('moderation.rules')
    ? silent.map(({ trigger }): CardAction => {
        const rule = moderationWords[language].triggers[trigger];
        return { id: 'policy.turn_on', label: words.turnOn(rule), value: trigger, confirm: words.sure(rule) };
      })
    : [];
  if (actions.length > 0) parts.push({ kind: 'actions', actions });
  return { key: 'silent-rules', parts, ...(language === 'en' ? {} : { language }) };
}
