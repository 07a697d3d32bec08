import { ACTIONS } from '../intents/moderation.ts';
import { cameraName, isWholeSite, PLACE, UNKNOWN } from '../intents/people.ts';
import { wish } from '../intents/rule-wishes.ts';
import { search } from '../intents/search.ts';
import { durationIn } from '../moderation-details.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { LOOKS } from './looks.ts';
import { personNamed } from './named.ts';

/** Nothing that is done at once: looks, and what waits for somebody's button. */
const CALL_FOR: Record<
  string,
  (clause: Clause, context: PlanContext, isUsual: (word: string) => boolean) => ReturnType<Recogniser>
> = {
  ...LOOKS,
  search_logs: searched,
  who_is: (clause, _, isUsual) => withPerson('who_is', 'label', personNamed(clause, isUsual)),
  recall_notes: (clause, _, isUsual) => withPerson('recall_notes', 'person', personNamed(clause, isUsual)),
  find_sightings(clause, _, isUsual) {
    const label = /\b(?:person_[0-9a-f]{4,8}|per-\d{1,9})\b/.exec(clause.text)?.[0];
    if (label)
      return calls({
        tool: 'find_sightings',
        args: args({
          person: label.startsWith('per-')
            ? label.toUpperCase()
            : `Person_${label.slice('person_'.length).toUpperCase()}`,
          camera: placeIn(clause),
          range: clause.entities.time?.range,
        }),
      });
    const camera = placeIn(clause);
    const known = UNKNOWN.test(clause.text) || /\bunknowns?\b/.test(clause.text) ? false : undefined;
    const person =
      known === false || /\b(?:who|how many|any(?:one|body)|people|visitors?)\b/.test(clause.text)
        ? null
        : personNamed(clause, isUsual);
    return camera || known === false || person || clause.entities.time
      ? calls({ tool: 'find_sightings', args: args({ person, camera, known, range: clause.entities.time?.range }) })
      : null;
  },
  show_camera(clause) {
    const camera = placeIn(clause);
    const { time } = clause.entities;
    return camera ? calls({ tool: 'show_camera', args: args({ camera, at: time?.at ?? time?.range }) }) : null;
  },
  moderate_member(clause, _, isUsual) {
    const action = ACTIONS.find(([words]) => words.test(clause.text))?.[1];
    const ref = clause.entities.refs.find(({ kind }) => kind === 'case')?.ref;
    const everyone = ref && /\b(?:every ?(?:one|body)|all|whole|entire|each)\b/.test(clause.text) ? true : undefined;
    const user = ref ? undefined : personNamed(clause, isUsual);
    return action && (user || ref)
      ? calls({
          tool: 'moderate_member',
          args: args({ user, case: ref, everyone, action, duration: durationIn(clause.text) }),
        })
      : null;
  },
  reverse_action(clause, _, isUsual) {
    const id = clause.entities.refs.find(({ kind }) => kind === 'action')?.ref;
    if (id) return calls({ tool: 'reverse_action', args: { id } });
    const action = ACTIONS.find(([words]) => words.test(clause.text))?.[1];
    const user = personNamed(clause, isUsual);
    return user
      ? calls({ tool: 'reverse_action', args: args({ user, action: action === 'kick' ? undefined : action }) })
      : null;
  },
  propose_rule: (clause, context) => wish(clause, context),
  recommend_rules: () => calls({ tool: 'recommend_rules', args: {} }),
  posture_summary: ({ entities }) => calls({ tool: 'posture_summary', args: args({ range: entities.time?.range }) }),
  system_health: () => calls({ tool: 'system_health', args: {} }),
  help: () => calls({ tool: 'help', args: {} }),
  similar_incidents: (clause) =>
    withReference('similar_incidents', 'incident', clause) ??
    (clause.entities.refs.length === 0 && !clause.entities.ip && !clause.entities.email
      ? calls({
          tool: 'similar_incidents',
          args: {
            text: asRead(clause, 0)
              .replace(/[?.!\s]+$/, '')
              .slice(0, 300),
          },
        })
      : null),
  open_alert: (clause) => withReference('open_alert', 'alert', clause),
  open_incident: (clause) => withReference('open_incident', 'incident', clause),
};

/** The call of a tool that a clause most likely wants, with what the clause names; null where that is not enough for it. */
export const callFor = (
  tool: string,
  clause: Clause,
  context: PlanContext,
  isUsual: (word: string) => boolean,
): ReturnType<Recogniser> => CALL_FOR[tool]?.(clause, context, isUsual) ?? null;

function searched(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const found = search(clause, context);
  if (found) return found;
  const { kinds, time, severity, refs } = clause.entities;
  return refs.length === 0 && (time || severity)
    ? calls({
        tool: 'search_logs',
        args: args({ kinds: kinds.length > 0 ? kinds : ['alert'], min_severity: severity, range: time?.range }),
      })
    : null;
}

const withPerson = (tool: string, argument: string, name: string | null): ReturnType<Recogniser> =>
  name === null ? null : calls({ tool, args: { [argument]: name } });

function withReference(tool: string, kind: string, { entities }: Clause): ReturnType<Recogniser> {
  const [only, other] = entities.refs;
  return only && !other && only.kind === kind ? calls({ tool, args: { id: only.ref } }) : null;
}

const NEAR = new RegExp(
  String.raw`((?:(?!(?:the|our|my|a|an|at|on|in|of|from|by|to|me|up|us|live|any|all|eyes|show|open|give)\b)[\w'-]+ ){0,2}(?:${PLACE}))\b`,
);
/** The camera or place that is named, also where no other word says that it is one. */
const placeIn = (clause: Clause): string | null => {
  const place = cameraName(clause) ?? NEAR.exec(clause.entities.rest)?.[1]?.trim() ?? null;
  // the whole building is no camera
  return place !== null && isWholeSite(place) ? null : place;
};
