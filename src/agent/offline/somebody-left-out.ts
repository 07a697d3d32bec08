import type { Language } from '../../domain/language.ts';
import { dressed } from './dressed.ts';
import { readEntities } from './entities.ts';
import { cameraName, isPersonName } from './intents/people.ts';
import { isName } from './intents/words.ts';
import { isUsualWord } from './likely/likely-tool.ts';
import { DATES, LISTED, OF_OTHER_MATTERS, REFERENCE } from './people-named.ts';
import { deny } from './permitted.ts';
import { args, type PastTurn, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Who was at the loading dock besides Tony Blair?”, “except him?” after an answer about who was seen, “who else?”: everybody but these is
 * looked for. Where it is nobody by name (“apart from our staff”), that is named as not used, and the rest of the question is asked.
 */

interface Words {
  /** What leaves somebody out. */
  except: string;
  /** The same where the message says nothing else: a person without somebody is another question. */
  alone: string;
  /** Whom the conversation is about. */
  pronoun: string;
  /** Everybody who has no name here. */
  strangers: string;
  /** What says nothing beside that. */
  fill: string;
  /** Everybody, where a question begins with it, and how that is asked. */
  everybody: string;
  whoWas: string;
  /** “who else?” and no more. */
  whoElse: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    except: String.raw`besides|except(?:ing)?(?: for)?|excluding|other than|else than|apart from|aside from|not (?:counting|including)|leaving aside|with the exception of|(?<=(?:any|every|no)(?: ?one|body) |\b(?:all|who) )but|but not|(?:who|that) (?:is|are|was|were)(?:n't| not)`,
    alone: 'without|minus|exclude|excluding|leave out|leaving out|ignore|ignoring|hide|skip',
    pronoun: 'him|her|them|he|she|they',
    strangers: 'strangers?|unknowns?|(?:unknown|unrecogni[sz]ed|unnamed) (?:people|persons?|faces|visitors)',
    fill: `and|but|so|ok|okay|now|then|please|any ?one|any ?body|some ?one|some ?body|every ?one|every ?body|no ?one|nobody|who|else|was|were|is|are|there|here|seen|people|all|them|the|same|again|show|me|us|list|only|just|what|how|about|thanks|did|you|see|it|too|also|i|mean|meant`,
    everybody: String.raw`(?:(?:please )?(?:show|list|give|tell)(?: me| us)? )?(?:every(?:one|body)|(?:(?:is|was) there )?any(?:one|body)|all (?:people|persons|visitors)|the others|all)(?: (?:that|who))?(?: (?:was|were|came))?(?=\s|$)`,
    whoWas: 'who was',
    whoElse: String.raw`(?:who|any ?(?:one|body)|some ?(?:one|body)|nobody|no one) else(?: (?:was|were|is|came|seen|there|here|too|then|at that time|that day|on that day))*`,
  },
  de: {
    except:
      'außer|ausser|ausgenommen|abgesehen von|bis auf|mit ausnahme von|aber nicht|ander(?:e[nrsm]?|es) als|sonst als',
    alone: 'ohne',
    pronoun: 'ihm|ihn|ihr|ihnen|sie|er',
    strangers: 'fremden?|unbekannten?(?: (?:personen|leute|besucher))?',
    fill: 'und|aber|ok|okay|bitte|jemand|irgendjemand|irgendwer|alle|jeder|niemand|keiner|wer|noch|sonst|war|waren|ist|sind|da|dort|hier|gesehen|dasselbe|nochmal|nur|zeig|zeige|mir|uns|was|ist|mit|die|leute|personen|auch|ich|meine',
    everybody: String.raw`(?:(?:zeige?|nenne?)(?: mir| uns)? )?(?:alle|jede[rn]?|jemand|alle (?:leute|personen))(?=\s|$)`,
    whoWas: 'wer war',
    whoElse:
      '(?:wer (?:war )?(?:sonst )?noch|wer (?:war )?sonst|(?:war )?(?:sonst )?noch (?:jemand|wer)|(?:war )?sonst (?:noch )?(?:jemand|wer|niemand))(?: (?:war|waren|da|dort|hier|dabei|gesehen|noch))*',
  },
  fr: {
    except: String.raw`sauf|excepté|hormis|à part|à l['’]exception de|en dehors de|mis à part|(?:d['’])?autres? que|outre|mais pas|qui (?:n['’]|ne )(?:est|était|soit|étaient|sont|soient) pas`,
    alone: 'sans|exclu[st]?|en excluant',
    pronoun: 'lui|elle|eux|elles|il|ils',
    strangers: '(?:personnes |visages |visiteurs )?inconnue?s?|étrangers',
    fill: String.raw`et|mais|ok|svp|s['’]il|vous|plaît|te|quelqu['’]un|tout|le|monde|tous|qui|personne|était|étaient|est|là|ici|y|avait-il|a-t-il|vu|seulement|encore|montre|montrez|moi|nous|les|gens|aussi|d['’]?`,
    everybody: String.raw`(?:montrez?(?:-moi|-nous)? )?(?:tout le monde|tous|toutes les personnes|quelqu['’]un)(?: qui)?(?: était)?(?=\s|$)`,
    whoWas: 'qui était',
    whoElse: String.raw`(?:qui|quelqu['’]un|personne) d['’]autre(?: (?:était|étaient|est|venu|vu|là|ici|y|avec))*`,
  },
  es: {
    except: String.raw`salvo|excepto|(?<!(?:al|lo|o) )menos|aparte de|además de|a excepción de|con excepción de|(?:que|quien) no (?:sean?|es|son|fuera[n]?)|pero no|distint[oa]s? (?:de|a)|más que|que no sean?`,
    alone: 'sin(?: contar(?: (?:a|con))?)?|excluye(?:ndo)?',
    pronoun: 'él|ella|ellos|ellas',
    strangers: '(?:personas |caras |visitantes )?desconocid[oa]s?|extraños',
    fill: 'y|pero|ok|por|favor|alguien|todos|todo|el|mundo|quién|quiénes|nadie|estaba|estaban|estuvo|allí|aquí|hay|había|más|visto|solo|muestra|muéstrame|los|la|gente|también|también',
    everybody: String.raw`(?:mu[eé]stra(?:me|nos)? )?(?:a )?(?:todos|todo el mundo|todas las personas|alguien)(?: (?:los|las) que)?(?: (?:estaba|estuvieron))?(?=\s|$)`,
    whoWas: 'quién estuvo',
    whoElse: '(?:quién|quiénes|alguien|nadie|quien) más(?: (?:estaba|estaban|estuvo|había|vino|hay|allí|aquí|visto))*',
  },
};
/** What may lead to whom, or where. */
const LEADS = String.raw`(?:(?:at|in|on|near|from|an|am|im|bei|beim|à|au|dans|de|d['’]|en|a|al|the|our|my|der|die|das|dem|den|unser(?:e[nrm]?)?|le|la|les|nos|notre|el|los|las|nuestr[oa]s?) ?(?<=[ '’]))*`;
/** What ends the name behind it. */
const ENDS = String.raw`(?:at|in|on|by|near|from|through|been|was|were|is|are|has|have|had|did|seen|c[oa]me|coming|enter\w*|left|fail\w*|try\w*|tried|log\w*|sign\w*|anmeld\p{L}*|angemeldet|connect\p{L}*|today|yesterday|tonight|last|this|since|between|before|after|during|ever|here|there|please|then|too|now|again|who|what|which|show|an|am|im|bei|auf|vor|war|waren|ist|sind|hat|haben|heute|gestern|letzte\p{L}*|diese\p{L}*|hier|da|dort|gesehen|gekommen|bitte|dann|noch|wer|welche\p{L}*|à|au|aux|dans|devant|sur|était|étaient|est|sont|aujourd['’]hui|hier|cette|ce|ici|là|vue?s?|venue?s?|svp|s['’]il|qui|quels?|en|al|por|estuv\p{L}*|est[áa]n?|ha|han|vino|hoy|ayer|anoche|est[ea]|aquí|allí|quién(?:es)?|qué|entonces)(?!\p{L})`;
const LONGEST = 300;
const MOST_NAMES = 6;
const MOST_LEFT_OUT = 25;

/** The same where a rule is wished for: what it is to be told of stands right behind it. */
const ENDS_IN_RULE = String.raw`(?:die|der|das|den|dem|le|la|les|el|los|las|the|zon[ea]\p{L}*|betr[ie]\p{L}*|kommt|auftaucht|erscheint|entr[ea]\p{L}*|vien(?:t|e)|arrive|passe|llegu\p{L}*|veng\p{L}*|aparezc\p{L}*|sea)(?!\p{L})|${ENDS}`;

const leaving = (except: string, ends = ENDS): RegExp =>
  new RegExp(
    String.raw`(?<!\p{L})(?:${except})\s+(?<whom>${LEADS}(?!${ends})[\p{L}\p{N}_'’-]+(?:,? (?!${ends})[\p{L}\p{N}_'’-]+){0,9})`,
    'iu',
  );
const forEach = <Made>(make: (words: Words) => Made): Record<Language, Made> => ({
  en: make(WORDS.en),
  de: make(WORDS.de),
  fr: make(WORDS.fr),
  es: make(WORDS.es),
});
const EXCEPT = forEach(({ except }) => leaving(except));
const EXCEPT_IN_RULE = forEach(({ except }) => leaving(except, ENDS_IN_RULE));
const ALONE = forEach(({ except, alone }) => leaving(`${except}|${alone}`));
const FILL = forEach(({ fill }) => new RegExp(String.raw`^(?:(?:${fill})(?:[\s?!.,¿¡]+|$)|[\s?!.,¿¡]+)*$`, 'iu'));
/** “Hugo aside”, behind whom it leaves out. */
const ASIDE: Record<Language, string> = {
  en: 'aside|excepted|excluded',
  de: 'ausgenommen|mal abgesehen',
  fr: 'mise? à part|exceptée?',
  es: 'aparte|exceptuad[oa]',
};
const BEHIND = Object.fromEntries(
  Object.entries(ASIDE).map(([language, aside]) => [
    language,
    new RegExp(
      String.raw`,\s*(?<whom>(?!${ENDS})[\p{L}\p{N}_'’-]+(?:,? (?!${ENDS})[\p{L}\p{N}_'’-]+){0,9}?) (?:${aside})(?!\p{L}| from)`,
      'iu',
    ),
  ]),
) as Record<Language, RegExp>;
/** Whoever was not there: only who was is known. */
const NOT_THERE: Record<Language, RegExp> = {
  en: /^(?:(?:and|so|but),? )*who (?:(?:wasn't|hasn't|isn't|weren't|haven't|didn't|did not)|(?:was|has|is|were|have) not)(?= (?:been |come|show|seen|here|there|in(?= |\?|$)|at |spotted|arriv))/iu,
  de: /^(?:und )?wer (?:war|ist|wurde|kam)(?=(?: \p{L}+){0,4} nicht(?: (?:da|hier|gesehen|gekommen|dort)[\s?!.]*$| (?:an|am|auf|bei|beim|in|im|vor) ))/iu,
  fr: /^(?:et )?qui (?:n'est|n'était|n'a|n'ont)(?= (?:pas|jamais) (?:été vue?s?|venue?s?|là|ici|passée?s?))/iu,
  es: /^[¿\s]*(?:y )?quién(?:es)? no(?= (?:vino|vinieron|estuvo|ha |han |fue visto|se vio|estaba))/iu,
};
const EVERYBODY = forEach(({ everybody }) => new RegExp(String.raw`^(?:${everybody})`, 'iu'));
const WHO_ELSE = forEach(
  ({ whoElse }) => new RegExp(String.raw`^¿?(?:(?:and|or|ok|und|et|y),? )?(?:${whoElse})[?!. ]*$`, 'iu'),
);
/** “without strangers and without Tony Blair” */
const AGAIN = forEach(({ except, alone }) => new RegExp(String.raw`^(?:${except}|${alone})\s+`, 'iu'));
const STRANGERS = forEach(
  ({ strangers }) => new RegExp(String.raw`^(?:(?:the|die|den|les|des|los|las)\s+)?(?:${strangers})$`, 'iu'),
);
const PRONOUN = forEach(({ pronoun }) => new RegExp(`^(?:${pronoun})$`, 'iu'));

/** Whom a wish for a rule leaves out, with the word for that, as typed; null where nobody is. */
export function leftOutIn(said: string, language: Language): { text: string; at: number } | null {
  const found = EXCEPT_IN_RULE[language].exec(said);
  return found && { text: found[0], at: found.index };
}

/** Such a question as a plan; null for every other message. `read` reads the rest of it. */
export function somebodyLeftOut(text: string, context: PlanContext, read: (text: string) => Plan): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST || context.pictures) return null;
  const { language } = context;
  if (WHO_ELSE[language].test(said)) return whoElse(context);
  if (NOT_THERE[language].test(said)) return whoWasThere(said, context);
  const behind = BEHIND[language].exec(said);
  const found = EXCEPT[language].exec(said) ?? behind ?? ALONE[language].exec(said);
  if (!found || dressed(text, context)) return null;
  const left = leftOut(found.groups!.whom!, context);
  const rest = `${said.slice(0, found.index)}${said.slice(found.index + found[0].length)}`.replace(/\s+/g, ' ').trim();
  if (FILL[language].test(rest)) return left ? goingOn(left, found[0].trim(), context) : null;
  // “who came without Tony Blair?” may mean that he was not with them: it is answered without that, and said so
  const isUnclear = found !== behind && !EXCEPT[language].test(said) && !left?.strangers;
  if (isUnclear && left === null) return null;
  const plain = rest.replace(/\s*,?\s*([?.!])/, '$1').replace(/^[, ]+/, '');
  const made =
    [plain, plain.replace(EVERYBODY[language], WORDS[language].whoWas)]
      .map(read)
      .find(({ calls, say }) => !say && calls.length > 0 && calls.every(tellsOfPeople)) ?? null;
  if (!made) return null;
  return left && !isUnclear && made.calls.every(({ tool }) => tool === 'find_sightings')
    ? { ...made, calls: made.calls.map((call) => leavingOut(call, left)) }
    : { ...made, unused: [found[0].trim(), ...(made.unused ?? [])] };
}

/** “Who wasn’t seen today?”: who was is told, and that the rest was not used. */
function whoWasThere(said: string, context: PlanContext): Plan | null {
  if (OF_OTHER_MATTERS.test(said)) return null;
  const utterance = readUtterance(said, context.language);
  const entities = readEntities(utterance.norm, context.now, context.timeZone);
  if (entities.time?.problem || entities.refs.length > 0 || entities.ip) return null;
  const camera = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  const call = { tool: 'find_sightings', args: args({ camera, range: entities.time?.range }) };
  return allowed({ calls: [call], say: null, unused: [said.replace(/[?!.\s]+$/, '')] }, context);
}

/** Who was seen, or with what in a zone or colour. */
const tellsOfPeople = ({ tool, args }: PlannedCall): boolean =>
  tool === 'find_sightings' || (tool === 'show_camera' && (args.zone !== undefined || args.object !== undefined));

/** Whom a question leaves out: people by name, and whether whoever has none. */
interface LeftOut {
  names: readonly string[];
  strangers: boolean;
}

function leavingOut({ tool, args }: Pick<PlannedCall, 'tool' | 'args'>, { names, strangers }: LeftOut): PlannedCall {
  const before = Array.isArray(args.without) ? (args.without as string[]) : [];
  const without = [...new Set([...before, ...names])].slice(-MOST_LEFT_OUT);
  return { tool, args: { ...args, ...(without.length > 0 && { without }), ...(strangers && { known: true }) } };
}

/** “except him?”: the question before, without them. */
function goingOn(left: LeftOut, said: string, context: PlanContext): Plan | null {
  const steps = sightingsBefore(context.history);
  if (steps.length === 0) return null;
  const asked = steps.flatMap(({ args: { person } }) => (typeof person === 'string' ? [person] : []));
  const isOfThem = asked.every((person) => left.names.some((name) => isAlike(name, person)));
  // of somebody else alone there is nobody to leave out
  const calls = isOfThem
    ? steps.map(({ tool, args: { person: _who, ...args } }) => leavingOut({ tool, args }, left))
    : steps.map(({ tool, args }) => ({ tool, args }));
  return allowed({ calls: once(calls), say: null, ...(!isOfThem && { unused: [said] }) }, context);
}

/** “who else?”: the question before, without those it asked for or told of. */
function whoElse(context: PlanContext): Plan | null {
  const steps = sightingsBefore(context.history);
  if (steps.length === 0) return null;
  const asked = steps.flatMap(({ args: { person } }) => (typeof person === 'string' ? [person] : []));
  const told = asked.length > 0 ? asked : listedIn(context.history.at(-1)!.answer);
  const calls = steps.map(({ tool, args: { person: _who, ...args } }) =>
    told.length > 0 ? leavingOut({ tool, args }, { names: told, strangers: false }) : { tool, args },
  );
  return allowed({ calls: once(calls), say: null }, context);
}

function allowed(made: Plan, context: PlanContext): Plan {
  const no = deny(made.calls[0]!, context);
  return no ? { calls: [], say: no } : made;
}

const once = (calls: readonly PlannedCall[]): PlannedCall[] => [
  ...new Map(calls.map((call) => [JSON.stringify(call), call])).values(),
];

/** What the last answer looked for, where that was who was seen. */
function sightingsBefore(history: readonly PastTurn[]): PastTurn['steps'] {
  const steps = history.at(-1)?.steps.filter(({ ok }) => ok) ?? [];
  return steps.every(({ tool }) => tool === 'find_sightings') ? steps : [];
}

/** Whom an answer listed, one a line. */
const listedIn = (answer: string): string[] =>
  answer.split('\n').flatMap((line) => /^\s*• .*?\[(PER-\d{1,9})\]/.exec(line)?.[1] ?? []);

/** `Powell` and `Colin Powell` */
function isAlike(one: string, other: string): boolean {
  const words = (name: string): string[] => name.toLowerCase().split(/\s+/);
  return (
    words(one).every((word) => words(other).includes(word)) || words(other).every((word) => words(one).includes(word))
  );
}

/** The people a text names, as typed, or points to; null where something of it is nobody's name. */
function leftOut(text: string, { language, history }: PlanContext): LeftOut | null {
  const names: string[] = [];
  let strangers = false;
  for (const piece of text
    .replace(new RegExp(`^${LEADS}`, 'iu'), '')
    .split(new RegExp(`(?:${LISTED[language]})\\s+`, 'iu'))) {
    const name = piece.replace(/'s$/, '').replace(AGAIN[language], '').trim();
    const words = name.split(' ');
    if (STRANGERS[language].test(name)) strangers = true;
    else if (PRONOUN[language].test(name)) {
      const at = sightingsBefore(history).flatMap(({ args }) => [args.person ?? args.with]);
      const people = [...new Set(at.filter((one) => typeof one === 'string'))];
      if (people.length === 0) return null;
      names.push(...people);
    } else if (new RegExp(`^(?:${REFERENCE})$`).test(name)) names.push(/^per-/i.test(name) ? name.toUpperCase() : name);
    else if (
      words.length <= 5 &&
      isPersonName(name) &&
      words.every((word) => isName(word) && !DATES.test(word)) &&
      (/\p{Lu}/u.test(name) || !words.some((word) => isUsualWord(word)))
    )
      names.push(name);
    else return null;
  }
  return (strangers || names.length > 0) && names.length <= MOST_NAMES ? { names, strangers } : null;
}
