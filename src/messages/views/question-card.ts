import type { Language } from '../../domain/language.ts';
import type { LoginQuestion } from '../../domain/login-question.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { exceptionWords } from '../catalogue/alert-exceptions.ts';
import { timeText } from '../time-text.ts';

/** “Was this you?” as the member reads it: their account, when and from where or what was reported of it, and two buttons while an answer counts. Nothing else of the desk. */
export function questionCard(
  question: Pick<LoginQuestion, 'id' | 'account' | 'state'>,
  login: {
    at: Date;
    address: string | null;
    country: string | null;
    reported?: { source: string; title: string } | null;
  },
  timeZone: string,
  language: Language = 'en',
): Card {
  const { question: words } = exceptionWords[language];
  const where = [login.address, login.country].filter((one) => one !== null).map((one) => oneLine(one, 60));
  const [account, when] = [oneLine(question.account, 100), timeText(login.at, timeZone, language)];
  const body = login.reported
    ? words.reported(account, when, oneLine(login.reported.source, 60), oneLine(login.reported.title, 160))
    : words.body(account, when, where.join(', '));
  const said = { yes: words.thanksYes, no: words.thanksNo, expired: words.over, undeliverable: words.over };
  return {
    key: 'question',
    language,
    parts: [
      { kind: 'heading', text: words.title },
      { kind: 'text', text: body },
      ...(question.state === 'sending' || question.state === 'asked'
        ? [
            { kind: 'context' as const, text: words.why },
            {
              kind: 'actions' as const,
              actions: [
                { id: 'login.yes', label: words.yes, value: question.id },
                { id: 'login.no', label: words.no, value: question.id, style: 'danger' as const },
              ],
            },
          ]
        : [{ kind: 'text' as const, text: said[question.state] }]),
    ],
  };
}
