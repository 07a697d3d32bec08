import type { Language } from '../../../domain/language.ts';
import { stepText } from '../../../messages/case-text.ts';
import { moderationAnswerWords } from '../../../messages/catalogue/moderation-answers.ts';
import { moderationOrderWords } from '../../../messages/catalogue/moderation-orders.ts';
import { listText } from '../../../messages/catalogue/terms.ts';
import { togetherWords } from '../../../messages/catalogue/together.ts';
import type { AskedModeration, AskedReversal, CalledData } from '../../../tools/moderation-data.ts';
import type { PlanContext } from '../plan-types.ts';
import { didText } from './moderation.ts';
import { theirs } from './phrases.ts';

const MOST_NAMED = 10;

/** What came of an order to do something about somebody: a proposal, or the one question that is left. */
export function askedModerationAnswer(data: AskedModeration, { language }: PlanContext): string[] {
  const words = moderationOrderWords[language];
  const who = theirs(data.quoted_user ?? '', language);
  switch (data.outcome) {
    case 'cannot':
      return [words.cannotKick];
    case 'several':
      return [whichOne(who, data.which, language)];
    case 'nobody':
      return [words.nobody(who)];
    case 'nowhere':
      return [words.nowhere(who)];
    case 'why':
      return [words.why(who)];
    case 'proposed':
    case 'waiting': {
      const { proposal = '', step = 'note', hours, quoted_who = '', quoted_channel = '', quoted_reason = '' } = data;
      const what = words.what(
        stepText({ step, ...(typeof hours === 'number' ? { hours } : {}) }, language),
        data.quoted_people
          ? togetherWords[language].people(
              data.quoted_people.length,
              data.quoted_people.slice(0, MOST_NAMED).map((one) => theirs(one, language)),
            )
          : theirs(quoted_who, language),
        quoted_channel,
        data.case ?? null,
      );
      return [
        data.outcome === 'proposed' ? words.proposed(proposal, what) : words.waiting(proposal, what),
        data.replaced === undefined ? '' : words.replaced(data.replaced),
        data.without_end ? words.withoutEnd : '',
        data.does_there ? words.does(data.does_there) : '',
        data.quoted_left_out ?? '',
        quoted_reason === '' ? '' : words.told(theirs(quoted_reason, language)),
      ].filter((line) => line !== '');
    }
  }
}

/** What came of an order to take something back. */
export function askedReversalAnswer(data: AskedReversal, { language }: PlanContext): string[] {
  const words = moderationOrderWords[language];
  const who = theirs(data.quoted_user ?? '', language);
  const [action] = data.actions;
  const told = action ? didText(action, language) : '';
  switch (data.outcome) {
    case 'several':
      return [whichOne(who, data.which, language)];
    case 'nobody':
      return [words.nobody(who)];
    case 'which':
      return [
        words.several(
          who,
          listText(
            data.actions.map((one) => didText(one, language)),
            language,
          ),
        ),
      ];
    case 'only_proposed':
      return [words.onlyProposed(data.proposal ?? '')];
    case 'over':
      return [words.over(told)];
    case 'nothing':
      return [
        data.case === undefined ? words.nothing(who) : words.nothingInCase(who, data.case),
        ...(told === '' ? [] : [`• ${told}`]),
      ];
    case 'proposed':
      return [words.proposed(data.proposal ?? '', words.back(told))];
    case 'waiting':
      return [words.waiting(data.proposal ?? '', words.back(told))];
  }
}

function whichOne(who: string, people: readonly CalledData[], language: Language): string {
  const named = people
    .slice(0, 5)
    .map(
      ({ quoted_name, quoted_account, platform }) =>
        `${theirs(quoted_name || quoted_account, language)} (${quoted_account}, ${platform})`,
    );
  return moderationAnswerWords[language].which(who, listText(named, language));
}
