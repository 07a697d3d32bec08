import type { Language } from '../../domain/language.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import type { AskedOfIt } from './asked-of-it.ts';
import { readEntities } from './entities.ts';
import { cameraName } from './intents/people.ts';
import { focusOf } from './intents/seen-before.ts';
import { OF_OTHER_MATTERS, peopleNamed } from './people-named.ts';
import { deny } from './permitted.ts';
import { args, type PastTurn, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { rangeBefore } from './range-before.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * What people ask of who was seen: how long somebody stayed, whether they were alone, who came first, how many that was, and when they were seen
 * before. Whom, where and when are those of the message, else those that the answers before were about.
 */

type Kind = 'stay' | 'company' | 'first_seen' | 'last_seen' | 'different' | 'before';

interface Words {
  stay: RegExp;
  company: RegExp;
  first: RegExp;
  last: RegExp;
  different: RegExp;
  before: RegExp;
  /** Somebody who was told of. */
  pronoun: RegExp;
  /** Several of them. */
  each: RegExp;
}

const WORDS: Record<Language, Words> = {
  en: {
    stay: /(?<!\p{L})(?:how long|how much time)(?!\p{L}).*(?<!\p{L})(?:stay(?:ed|ing)?|was|were|is|been|here|there|around|spen[dt]|remain(?:ed)?|visit|h[au]ng)(?!\p{L})|(?<!\p{L})who (?:stayed|was (?:here|there)) (?:the )?longest(?!\p{L})/iu,
    company:
      /(?<!\p{L})(?:alone|by (?:him|her|them)sel(?:f|ves)|on (?:his|her|their) own|unaccompanied|accompanied|in (?:his|her|their|anybody's|anyone's) company|have (?:any )?company)(?!\p{L})|(?<!\p{L})(?:who|any(?:one|body)|some(?:one|body)|nobody|no one|others?)(?: else)?(?!\p{L}).*(?<!\p{L})(?:with|beside|next to|alongside) (?:him|her|them)(?!\p{L})|(?<!\p{L})(?:with|beside|alongside) (?:any(?:one|body)|some(?:one|body)|others?)(?: else)?(?!\p{L})/iu,
    first:
      /(?<!\p{L})who (?:(?:was|is|were) )?(?:the )?(?:very )?(?:first|earliest)(?: (?:one|person|people|visitor))?(?!\p{L})|(?<!\p{L})who (?:c[ao]me|arrived|entered|got|showed|walked|was seen|was spotted|was here|was there)(?: \p{L}+){0,3}? (?:first|earliest)(?!\p{L})/iu,
    last: /(?<!\p{L})who (?:(?:was|is|were) )?(?:the )?(?:very )?(?:last|latest|most recent)(?: (?:one|person|people|visitor))(?!\p{L})|(?<!\p{L})who (?:left|went|came|arrived|was here|was there)(?: \p{L}+){0,2}? last(?! (?:night|week|month|year|weekend|\p{L}+day))(?!\p{L})|(?<!\p{L})who was the last(?=[\s?!.]*$)/iu,
    different:
      /^(?:(?:and|so|but|ok(?:ay)?),? )*how many (?:(?:different|distinct|unique|individual|separate) )*(?:people|persons?|visitors|faces|strangers|individuals|ones?)(?: (?:was|were|is|are|did|do|does))? (?:that|those|they|it|this|these|there)(?: (?:be|make|all together|in all|altogether|then|in total))*[\s?!.]*$/iu,
    before:
      /^(?:(?:and|so|but|ok(?:ay)?|what about|how about|the|time|when|one|last),? )*(?:the )?(?:before (?:that|then|this|it)|previously|(?:time|one|sighting) before(?: (?:that|this))?|previous (?:time|one|sighting))[\s?!.]*$|(?<!\p{L})(?:seen|spotted|sighted|here|there|c[ao]me|visit(?:ed)?|appear(?:ed)?|see|been|last|show(?:ed)? up)(?: \p{L}+){0,3}? before (?:that|then|this)(?: (?:time|one))?[\s?!.]*$/iu,
    pronoun: /(?<!\p{L})(?:he|she|him|her|they|them|himself|herself|themselves|that|it|this person)(?!\p{L})/iu,
    each: /(?<!\p{L})(?:they|them|each|every(?:one|body)|people|visitors|all|who)(?!\p{L})/iu,
  },
  de: {
    stay: /(?<!\p{L})wie ?lange?(?!\p{L}).*(?<!\p{L})(?:war(?:en)?|ist|sind|blieb(?:en)?|geblieben|hat|haben|da|hier|dort|aufgehalten|dauerte)(?!\p{L})|(?<!\p{L})wer (?:blieb|war) am längsten/iu,
    company:
      /(?<!\p{L})(?:alleine?|in begleitung|begleitet|unbegleitet)(?!\p{L})|(?<!\p{L})(?:wer|jemand|niemand|(?:noch )?andere)(?!\p{L}).*(?<!\p{L})(?:mit|bei|neben) (?:ihm|ihr|ihnen)(?!\p{L})/iu,
    first:
      /(?<!\p{L})wer (?:war|ist|kam|betrat|erschien)(?: \p{L}+){0,4}? (?:zuerst|als erste[rs]?|(?:der|die|das) erste)(?!\p{L})/iu,
    last: /(?<!\p{L})wer (?:war|ist|kam|ging)(?: \p{L}+){0,4}? (?:als letzte[rs]?|(?:der|die|das) letzte)(?!\p{L})/iu,
    different:
      /^(?:(?:und|also),? )*wie ?viele (?:(?:verschiedene|unterschiedliche|einzelne) )*(?:personen|leute|menschen|gesichter|besucher)(?: (?:war|waren|sind|ist))? (?:das|es|sie)(?: insgesamt)?[\s?!.]*$/iu,
    before:
      /^(?:und )?(?:das mal |die zeit )?(?:davor|vorher|zuvor)[\s?!.]*$|(?<!\p{L})(?:wann|wo)(?!\p{L}).*(?<!\p{L})(?:davor|vorher|zuvor)(?!\p{L})/iu,
    pronoun: /(?<!\p{L})(?:er|sie|ihm|ihr|ihnen|das|diese person|der mann|die frau)(?!\p{L})/iu,
    each: /(?<!\p{L})(?:sie|jede[rs]?|alle|leute|besucher|personen|wer)(?!\p{L})/iu,
  },
  fr: {
    stay: /(?<!\p{L})(?:(?:pendant |depuis )?combien de temps|combien d['’]heures|combien de minutes)(?!\p{L})|(?<!\p{L})qui est restée? le plus longtemps/iu,
    company:
      /(?<!\p{L})(?:seule?|accompagnée?|en compagnie)(?!\p{L})|(?<!\p{L})(?:qui|quelqu'un|personne|d'autres?)(?!\p{L}).*(?<!\p{L})(?:avec|près d['’]|à côté d['’]) ?(?:lui|elle|eux)(?!\p{L})/iu,
    first:
      /(?<!\p{L})qui (?:est|était|a été)(?: \p{L}+){0,4}? (?:en premier|le premier|la première|d'abord)(?!\p{L})/iu,
    last: /(?<!\p{L})qui (?:est|était|a été)(?: \p{L}+){0,4}? (?:en dernier|le dernier|la dernière)(?!\p{L})/iu,
    different:
      /^(?:et |donc |alors )*(?:cela|ça) (?:fait|faisait) combien de personnes(?: différentes)?[\s?!.]*$|^(?:et |donc )*combien de personnes(?: différentes| distinctes)?(?: (?:était-ce|cela fait(?:-il|-elles)?|étaient-elles|étaient-ils|en tout|au total))?[\s?!.]*$/iu,
    before:
      /^(?:et )?(?:la fois d['’])?(?:avant|auparavant)(?: (?:cela|ça))?[\s?!.]*$|(?<!\p{L})(?:quand|où)(?!\p{L}).*(?<!\p{L})(?:avant (?:cela|ça)|auparavant)[\s?!.]*$/iu,
    pronoun: /(?<!\p{L})(?:il|elle|lui|ils|elles|eux|cette personne|cela|ça)(?!\p{L})/iu,
    each: /(?<!\p{L})(?:ils|elles|eux|chacun|tous|gens|visiteurs|qui)(?!\p{L})/iu,
  },
  es: {
    stay: /(?<!\p{L})(?:cuánto tiempo|cuantas? horas|cuántos minutos|cuánto (?:se quedó|estuvo|duró|permaneció))(?!\p{L})|(?<!\p{L})quién (?:se quedó|estuvo) más tiempo/iu,
    company:
      /(?<!\p{L})(?:est(?:aba|uvo|á|aban)|vino|vinieron|fue|iba|llegó|entró)(?: \p{L}+){0,4}? (?:sol[oa]s?|acompañad[oa]s?)(?!\p{L})|(?<!\p{L})(?:quién|alguien|nadie|otr[oa]s?)(?!\p{L}).*(?<!\p{L})con (?:él|ella|ellos|ellas)(?!\p{L})/iu,
    first:
      /(?<!\p{L})quién (?:fue|era|llegó|vino|entró|estuvo)(?: \p{L}+){0,3}? (?:el primero|la primera|primero)(?!\p{L})/iu,
    last: /(?<!\p{L})quién (?:fue|era|llegó|vino|entró|salió)(?: \p{L}+){0,3}? (?:el último|la última|último)(?!\p{L})/iu,
    different:
      /^[¿\s]*(?:y |entonces )*cuántas? personas(?: (?:distintas|diferentes))?(?: (?:eran|fueron|son|es|era))?(?: (?:eso|esas|en total))?[\s?!.]*$/iu,
    before:
      /^[¿\s]*(?:y )?(?:la vez )?(?:antes(?: de (?:eso|esto))?|anterior(?:mente)?|previamente)[\s?!.]*$|(?<!\p{L})(?:cuándo|dónde)(?!\p{L}).*(?<!\p{L})(?:antes de eso|anteriormente)[\s?!.]*$/iu,
    pronoun: /(?<!\p{L})(?:él|ella|ellos|ellas|esta persona|eso)(?!\p{L})/iu,
    each: /(?<!\p{L})(?:ellos|ellas|cada|todos|visitantes|quién)(?!\p{L})/iu,
  },
};
const LONGEST_STAY = /longest|am längsten|le plus longtemps|más tiempo/iu;
const LONGEST = 160;
/** What takes time and is nobody's stay, and what is wished for. */
const OTHER =
  /(?<!\p{L})(?:safenest|backup\w*|cameras? (?:been|off|silent|down)|offline|open(?:ed)?|closed|down|keep|kept|stored|takes?|online|server|you|work(?:ing|ed)?|should|allowed|if|whenever|leave (?:me|us|it|him|her|them) alone|zones?)(?!\p{L})/iu;

/** Such a question as a plan; null for every other message. */
export function sightingsAsked(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST || context.pictures || OF_OTHER_MATTERS.test(said) || OTHER.test(said)) return null;
  const { norm } = readUtterance(said, context.language);
  const { refs } = readEntities(norm, context.now, context.timeZone);
  if (refs.some(({ kind }) => !/^(?:person|camera|camera_event)$/.test(kind))) return null;
  const kind = kindOf(said, context.language);
  if (kind === null) return null;
  const calls = callsFor(kind, said, context);
  if (calls === null) return null;
  const [call] = calls.calls;
  const no = call && deny(call, context);
  if (!call) return calls;
  return no ? { calls: [], say: no } : { ...calls, ...(kind !== 'before' && { asked: kind satisfies AskedOfIt }) };
}

function kindOf(said: string, language: Language): Kind | null {
  const words = WORDS[language];
  if (words.before.test(said)) return 'before';
  if (words.different.test(said)) return 'different';
  if (words.company.test(said)) return 'company';
  if (words.stay.test(said)) return 'stay';
  if (words.first.test(said)) return 'first_seen';
  return words.last.test(said) ? 'last_seen' : null;
}

function callsFor(kind: Kind, said: string, context: PlanContext): Plan | null {
  const { history, language } = context;
  const words = WORDS[language];
  const seen = lastSightings(context);
  if (kind === 'different') return seen && { calls: seen, say: null };
  const named = kind === 'first_seen' || kind === 'last_seen' ? null : peopleNamed(said, context, true);
  if (kind === 'before') return beforeThat(named, context);
  if (named) return named.calls.some(({ args: { person } }) => person !== undefined) ? named : null;
  const utterance = readUtterance(said, language);
  const entities = readEntities(utterance.norm, context.now, context.timeZone);
  if (entities.time?.problem || entities.ip || entities.email || entities.refs.length > 0) return null;
  const camera = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  const focus = focusOf(history);
  const range = entities.time?.range;
  // “yesterday” asked of itself is asked of everywhere
  const whereAndWhen = {
    camera: camera ?? (range === undefined || THERE.test(utterance.norm) ? focus?.camera : undefined),
    range: range ?? focus?.range,
  };
  const find = (more: Record<string, unknown>): Plan => ({
    calls: [{ tool: 'find_sightings', args: args({ ...more, ...whereAndWhen }) }],
    say: null,
  });
  // what is asked of everybody needs a place, a time, or an answer that told of them
  const isPlaced = camera !== null || range !== undefined;
  if (kind === 'first_seen' || kind === 'last_seen') return isPlaced || seen ? find({}) : null;
  const person = personTold(context) ?? focus?.person;
  const isEach = kind === 'stay' && (LONGEST_STAY.test(said) || (person === undefined && words.each.test(said)));
  if (isEach) return isPlaced || seen ? find({}) : null;
  if (person === undefined) return kind === 'stay' && seen ? find({}) : whichOfThem(said, context);
  // in French and Spanish a verb is enough to mean them
  const points =
    (words.pronoun.test(said) && (seen !== null || !ONLY_THAT.test(said))) ||
    ((language === 'es' || language === 'fr') && seen !== null);
  return points ? find({ person }) : null;
}

/** “how long was that?”: right after it was told. */
const ONLY_THAT = /(?<!\p{L})(?:that|it|das|cela|ça|eso)(?!\p{L})/iu;
const THERE = /\bthere\b/;

/** The searches of the last answer, where it told of sightings alone. */
function lastSightings({ history }: PlanContext): PlannedCall[] | null {
  const steps = history.at(-1)?.steps.filter(({ ok }) => ok) ?? [];
  return steps.length > 0 && steps.every(({ tool }) => tool === 'find_sightings')
    ? steps.map(({ tool, args: given }) => ({ tool, args: given }))
    : null;
}

/** “was he alone?” after an answer that told of several. */
function whichOfThem(said: string, { history, language }: PlanContext): Plan | null {
  const { pronoun } = WORDS[language];
  const refs = peopleTold(history.at(-1));
  if (refs.length < 2 || refs.length > MOST_ASKED || !pronoun.test(said)) return null;
  const options = refs.map((ref) => ({ label: ref, message: said.replace(pronoun, ref) }));
  return { calls: [], say: { why: 'ask', text: askingWords[language].whichOne(refs), options } };
}
const MOST_ASKED = 5;

const peopleTold = (turn: PastTurn | undefined): string[] =>
  turn?.steps.some(({ tool, ok }) => ok && /^(?:find_sightings|who_is|show_camera)$/.test(tool))
    ? [
        ...new Set(
          turn.citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('PER-')).map(({ ref }) => ref),
        ),
      ]
    : [];

/** The one person that the last answer told of, who was not asked for. */
function personTold({ history }: PlanContext): string | undefined {
  const last = history.at(-1);
  if (last?.steps.some(({ args: given }) => given.person !== undefined || given.label !== undefined)) return undefined;
  const [one, other] = peopleTold(last);
  return other === undefined ? one : undefined;
}

/** The sighting before the one that was told last: of whom the message names, else of whom it told. */
function beforeThat(named: Plan | null, context: PlanContext): Plan | null {
  const seen = lastSightings(context) ?? [];
  const told = context.history
    .at(-1)
    ?.citations.find(({ ref, mentioned }) => !mentioned && ref.startsWith('EVT-'))?.ref;
  const wasWhoIs = context.history.at(-1)?.steps.some(({ tool, ok }) => ok && tool === 'who_is') ?? false;
  if (told === undefined || (seen.length !== 1 && !wasWhoIs)) return null;
  const given: Record<string, unknown> = seen[0]?.args ?? {};
  const person = named?.calls[0]?.args.person ?? given.person ?? given.label ?? personTold(context);
  // of a list of people it is the time before that is meant, not one before the latest of them
  if (person === undefined && given.before === undefined)
    return given.range === undefined
      ? null
      : {
          calls: [{ tool: 'find_sightings', args: { ...given, range: rangeBefore(given.range, undefined, context) } }],
          say: null,
        };
  const { camera, with: company, without } = given;
  return {
    calls: [{ tool: 'find_sightings', args: args({ person, with: company, without, camera, before: told }) }],
    say: null,
  };
}
