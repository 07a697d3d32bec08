import { can } from '../../domain/role.ts';
import { graveReportWords } from '../../messages/catalogue/grave-reports.ts';
import { graveBy } from './intents/mishap.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/** What somebody reports who cannot set a severity themselves is as grave as what it names, and says why. */
export function asGraveAsTold(made: Plan, { role, language }: PlanContext): Plan {
  if (can(role, 'incidents.write')) return made;
  const [call, other] = made.calls;
  const graver = call && !other ? graveOf(call) : null;
  if (call && graver)
    return {
      ...made,
      calls: [{ ...call, args: { ...call.args, severity: graver.severity } }],
      say: made.say ?? { why: 'not_here', text: graveReportWords[language][graver.why] },
    };
  const offer = made.say?.offer?.map((one) => {
    const grave = graveOf(one);
    return grave ? { ...one, args: { ...one.args, severity: grave.severity } } : one;
  });
  return made.say && offer ? { ...made, say: { ...made.say, offer } } : made;
}

const graveOf = ({ tool, args }: PlannedCall): ReturnType<typeof graveBy> =>
  tool === 'create_incident' && typeof args.title === 'string' && args.severity === undefined && !args.alerts
    ? graveBy(args.title)
    : null;
