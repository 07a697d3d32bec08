import { elsewhereWords } from '../../messages/catalogue/done-elsewhere.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { readUtterance } from './utterance.ts';

const DONE =
  /^(?:(?:ok(?:ay)?|hi|hey|so|and|please|now|yes|just so you know)[ ,]+)*(?:(?:mark|set|tick|record) )?(?:(?:the )?action )?act-? ?(\d{1,9})(?:'s|s)? (?:(?:is|has been|was|as|now|already|all) )*(?:done|finished|carried out|complete[d]?|taken care of)\b[^?]{0,120}$/;

/** “ACT-1 is done”, of what no platform does by itself: a button of its case says so, and that is told. */
export function doneByHand(text: string, context: PlanContext): Plan | null {
  const number = DONE.exec(readUtterance(text, context.language).norm)?.[1];
  if (number === undefined || !context.tools.has('explain_case')) return null;
  const call: PlannedCall = { tool: 'explain_case', args: { id: `ACT-${Number(number)}` } };
  return deny(call, context) === null
    ? {
        calls: [call],
        say: { why: 'not_here', text: elsewhereWords[context.language].byHand(`ACT-${Number(number)}`) },
      }
    : null;
}
