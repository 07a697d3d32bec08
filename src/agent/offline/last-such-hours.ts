import { hourNow, saysDay } from './bare-hours.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/** Tools that look at what has happened. */
const LOOKS_BACK = /^(?:search_logs|search_signals|find_sightings|moderation_history|my_logins|posture_summary)$/;
const OF_TODAY = /^today_(\d\d)(\d\d)?_(\d\d)(\d\d)?$/;

/**
 * “Failed logins between 8 and 10 pm”, asked at six: of the evening before, and “between 11 pm and 1 am” of the night before. Hours that
 * are still to come had nothing happen in them, which would sound like an answer; whoever says that they mean today is told so.
 */
export function ofLastSuchHours(plan: Plan, text: string, context: PlanContext): Plan {
  if (saysDay(text, context.language)) return plan;
  const calls = plan.calls.map((call) => earlier(call, context));
  return calls.some((call, i) => call !== plan.calls[i]) ? { ...plan, calls } : plan;
}

function earlier(call: PlannedCall, context: PlanContext): PlannedCall {
  const hours = OF_TODAY.exec(LOOKS_BACK.test(call.tool) && typeof call.args.range === 'string' ? call.args.range : '');
  if (!hours) return call;
  const [from, to] = [hourOf(hours[1], hours[2]), hourOf(hours[3], hours[4])];
  if (from <= hourNow(context)) return call;
  const day = to <= from && from >= 18 && to <= 6 ? 'last_night' : 'yesterday';
  return { ...call, args: { ...call.args, range: hours[0].replace('today', day) } };
}

const hourOf = (hour = '0', minute = '0'): number => Number(hour) + Number(minute) / 60;
