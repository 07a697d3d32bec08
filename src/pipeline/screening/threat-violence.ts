import type { ReadWord } from './read-message.ts';
import {
  BEHIND,
  BODY,
  BREAKING,
  CROWD,
  FILLERS,
  HURTING,
  KIN,
  LETHAL,
  PERSONS,
  PLACES,
  POSSESSIVE,
  WEAPONS,
} from './threat-words.ts';

/** Violence at a place of the message, as indices of words. `whom`: who or what it is done to. */
export interface Reached {
  /** 0..1 */
  score: number;
  at: number;
  to: number;
  whom: 'you' | 'them' | 'crowd' | 'body' | 'kin' | 'place';
}
type Whom = Reached['whom'];

/** How surely violence of a kind is a threat where somebody means to do it. */
const SURE = { lethal: 0.94, body: 0.93, place: 0.96, hurt: 0.8, light: 0.68, vague: 0.55 };

/** After `shoot you` and the like something harmless may follow. */
const HARMLESS: Record<string, ReadonlySet<string>> = {
  shoot: new Set('a an the some over my that this it one another your details dm back'.split(' ')),
  hit: new Set('up with back on a when if'.split(' ')),
  cut: new Set('off out in some a short loose from down on'.split(' ')),
  kick: new Set('out from off if when for and'.split(' ')),
  end: new Set('up'.split(' ')),
  burn: new Set('a an some out'.split(' ')),
  hang: new Set('up out on'.split(' ')),
  kill: new Set('with in at'.split(' ')),
  murder: new Set('in at'.split(' ')),
  destroy: new Set('in at'.split(' ')),
  attack: new Set('in at on'.split(' ')),
  wreck: new Set('in at'.split(' ')),
  jump: new Set('in ahead to'.split(' ')),
  torture: new Set('with'.split(' ')),
  smack: new Set('in at'.split(' ')),
};
/** `kill you with kindness`, `beat you in chess`; yet `kill you with my hands`, `in your sleep`. */
const EARNEST = new Set('a my your his her their this these both sleep bed front hands cold'.split(' '));
const BADLY = new Set('up senseless bloody unconscious dead black half down'.split(' '));
const INSIDES = new Set('shit crap hell fuck life living snot piss'.split(' '));

/** Violence against a person, their body, their people or a place, whose verb is this word; null where there is none. */
export function violenceAt(
  words: readonly ReadWord[],
  /** The same, small words put right. */
  spoken: readonly string[],
  begins: readonly boolean[],
  at: number,
): Reached | null {
  const verb = said(at);
  if (verb === '') return null;
  return idiomAt() ?? plainAt();

  function said(i: number): string {
    return i >= 0 && i < words.length && (i === at || !begins[i]) ? spoken[i]! : '';
  }
  function found(score: number, to: number, whom: Whom): Reached {
    return { score, at, to, whom };
  }
  function run(from: number, ...wanted: string[]): boolean {
    return wanted.every((each, k) => said(from + k) === each);
  }

  /** A verb with whom it is done to. */
  function plainAt(): Reached | null {
    if (BREAKING.has(verb)) {
      const every = /^(?:every|all)$/.test(said(at + 1)) ? [2, 3].find((k) => BODY.has(said(at + k))) : undefined;
      const inside = every === undefined ? -1 : at + every + 2;
      const body = inside > 0 && POSSESSIVE.has(said(inside)) ? inside + 2 : owned(at + 1, BODY);
      if (body) return found(SURE.body, body, 'body');
      if (owned(at + 1, BEHIND)) return found(SURE.light, owned(at + 1, BEHIND)!, 'you');
    }
    if (BREAKING.has(verb)) {
      const whole = objectAt(at + 1);
      if (whole && said(whole.to) === 'to' && said(whole.to + 1) === 'death')
        return found(0.92, whole.to + 2, whole.whom);
    }
    const lethal = LETHAL.has(verb);
    if (!lethal && !HURTING.has(verb)) return null;
    const object = objectAt(at + 1);
    if (!object) return null;
    const after = said(object.to);
    if (object.whom === 'you' && HARMLESS[verb]?.has(after) && !EARNEST.has(said(object.to + 1))) return null;
    const vague = verb === 'destroy' || verb === 'wreck' || verb === 'end' || verb === 'hit' || verb === 'kick';
    if (vague && object.whom !== 'you' && object.whom !== 'kin') return null;
    const sure = lethal ? SURE.lethal : verb === 'end' ? SURE.hurt : vague ? SURE.vague : SURE.hurt;
    return found(object.whom === 'crowd' ? sure - 0.06 : sure, object.to, object.whom);
  }

  /** What says violence in several words. */
  function idiomAt(): Reached | null {
    switch (verb) {
      case 'beat':
      case 'knock':
      case 'stomp':
      case 'slap':
      case 'kick':
      case 'choke': {
        if (said(at + 1) === 'the' && (INSIDES.has(said(at + 2)) || said(at + 2) === 'fucking')) {
          const out = [3, 4, 5].find((k) => said(at + k) === 'out' && said(at + k + 1) === 'of');
          const object = out === undefined ? null : objectAt(at + out + 2);
          if (object) return found(0.87, object.to, object.whom);
        }
        if (verb !== 'beat') return null;
        const object = objectAt(at + 1);
        if (!object) return null;
        const how = said(object.to);
        const dead = how === 'to' && (said(object.to + 1) === 'death' || said(object.to + 1) === 'a');
        const armed = how === 'with' && WEAPONS.has(said(object.to + 2));
        return BADLY.has(how) || dead || armed ? found(0.9, object.to + 1, object.whom) : null;
      }
      case 'put': {
        const thing = said(at + 1) === 'a' || said(at + 1) === 'some' ? at + 2 : at + 1;
        if (WEAPONS.has(said(thing))) {
          const into = ['in', 'into', 'through', 'to', 'inside'].includes(said(thing + 1)) ? thing + 2 : -1;
          const object = into < 0 ? null : (part(into) ?? objectAt(into));
          if (object) return found(SURE.body, object.to, 'body');
        }
        const object = objectAt(at + 1);
        if (
          object?.whom === 'you' &&
          said(object.to) === 'in' &&
          /^(?:the|a|hospital|grave|ground)$/.test(said(object.to + 1))
        )
          return /^(?:ground|hospital|grave|coffin|box|morgue|body|bag)$/.test(said(object.to + 2)) ||
            /^(?:hospital|grave)$/.test(said(object.to + 1))
            ? found(0.85, object.to + 2, 'you')
            : null;
        return null;
      }
      case 'throw': {
        const object =
          WEAPONS.has(said(at + 1)) && /^(?:on|at|in)$/.test(said(at + 2)) ? (objectAt(at + 3) ?? part(at + 3)) : null;
        return object ? found(SURE.body, object.to, object.whom) : null;
      }
      case 'set':
      case 'light': {
        const object = objectAt(at + 1) ?? placeAt(at + 1);
        if (object && said(object.to) === 'on' && said(object.to + 1) === 'fire')
          return found(SURE.lethal, object.to + 2, object.whom);
        const burnt = said(at + 1) === 'fire' && said(at + 2) === 'to' ? (objectAt(at + 3) ?? placeAt(at + 3)) : null;
        return burnt ? found(SURE.lethal, burnt.to, burnt.whom) : null;
      }
      case 'run': {
        const object = objectAt(at + 1);
        return object && /^(?:over|down)$/.test(said(object.to)) ? found(0.9, object.to + 1, object.whom) : null;
      }
      case 'hunt':
      case 'track': {
        const object = objectAt(at + 1);
        const down = object && said(object.to) === 'down';
        return down ? found(verb === 'hunt' ? 0.86 : 0.78, object.to + 1, object.whom) : null;
      }
      case 'find': {
        const where = said(at + 1) === 'out' ? at + 2 : at + 1;
        if (said(where) === 'where' && /^(?:you|your)$/.test(said(where + 1))) return found(0.86, where + 3, 'you');
        return said(at + 1) === 'you' && (said(at + 2) === '' || /^(?:bitch|motherfucker|all|one)$/.test(said(at + 2)))
          ? found(0.5, at + 2, 'you')
          : null;
      }
      case 'come':
        return /^(?:for|after)$/.test(said(at + 1)) && objectAt(at + 2)?.whom === 'you'
          ? found(0.72, at + 3, 'you')
          : null;
      case 'fuck':
      case 'mess': {
        const object = objectAt(at + 1);
        // `fuck you up with some truth`
        if (object && said(object.to + 1) === 'with' && !WEAPONS.has(said(object.to + 2))) return null;
        return object && said(object.to) === 'up'
          ? found(verb === 'fuck' ? 0.85 : 0.75, object.to + 1, object.whom)
          : null;
      }
      case 'make': {
        if (run(at + 1, 'sure', 'you', 'never') && /^(?:walk|see|breathe|wake|talk|sleep|eat)$/.test(said(at + 4)))
          return found(0.85, at + 5, 'you');
        const object = objectAt(at + 1);
        if (!object || object.whom === 'crowd') return null;
        const what = said(object.to);
        return /^(?:suffer|bleed|scream|beg|cry)$/.test(what)
          ? found(what === 'cry' ? SURE.vague : 0.85, object.to + 1, object.whom)
          : what === 'pay' || (what === 'regret' && /^(?:it|this|ever|that)$/.test(said(object.to + 1)))
            ? found(
                run(object.to + 1, 'with', 'your') || run(object.to + 3, 'with', 'your') ? 0.87 : 0.74,
                object.to + 1,
                object.whom,
              )
            : null;
      }
      case 'see':
      case 'watch': {
        const object = objectAt(at + 1);
        return object && /^(?:die|bleed|burn|suffer|hang|dead|choke)$/.test(said(object.to))
          ? found(0.86, object.to + 1, object.whom)
          : null;
      }
      case 'end':
      case 'ruin':
        return POSSESSIVE.has(said(at + 1)) && /^(?:life|lives|existence)$/.test(said(at + 2))
          ? found(verb === 'end' ? SURE.lethal : 0.72, at + 3, 'you')
          : null;
      case 'leak':
      case 'post':
      case 'publish':
      case 'share': {
        const own = POSSESSIVE.has(said(at + 1)) ? at + 2 : -1;
        const thing = own > 0 && /^(?:home|private|real)$/.test(said(own)) ? own + 1 : own;
        return thing > 0 && /^(?:address|nudes|location|number|workplace)$/.test(said(thing))
          ? found(verb === 'share' ? SURE.vague : 0.84, thing + 1, 'you')
          : null;
      }
      case 'bring':
      case 'bringing': {
        const thing = /^(?:a|my|the|some)$/.test(said(at + 1)) ? at + 2 : at + 1;
        if (!WEAPONS.has(said(thing)) || said(thing) === 'hammer') return null;
        const there = said(thing + 1) === 'to' ? placeAt(thing + 2) : null;
        return there ? found(SURE.body, there.to, 'place') : null;
      }
      case 'shoot':
      case 'blow':
      case 'burn': {
        const up = said(at + 1) === 'up' || said(at + 1) === 'down';
        const place = placeAt(up ? at + 2 : at + 1);
        if (!place) return null;
        const down = said(place.to) === 'down' || said(place.to) === 'up';
        return up || down ? found(SURE.place, place.to + Number(down), 'place') : null;
      }
      case 'bomb':
      case 'torch': {
        const place = placeAt(at + 1);
        return place ? found(SURE.place, place.to, 'place') : null;
      }
      default:
        return null;
    }
  }

  /** Who it is done to, from a word on. */
  function objectAt(from: number): { to: number; whom: Whom } | null {
    const word = said(from);
    if (word === 'you' || word === '<someone>' || word === 'ya') {
      const all = /^(?:all|both|guys|people|fuckers|bitches|bastards|motherfuckers|lot)$/.test(said(from + 1));
      return { to: from + (all ? 2 : 1), whom: 'you' };
    }
    const kin = owned(from, KIN);
    if (kin) return { to: kin, whom: 'kin' };
    if (word === 'him' || word === 'them') return { to: from + 1, whom: 'them' };
    if (word === 'her' && !BODY.has(said(from + 1))) return { to: from + 1, whom: 'them' };
    if (/^(?:every|all|each)$/.test(word)) {
      const of = [1, 2, 3].find((k) => said(from + k) === 'of');
      if (of !== undefined && /^(?:you|them|us)$/.test(said(from + of + 1)))
        return { to: from + of + 2, whom: said(from + of + 1) === 'you' ? 'you' : 'crowd' };
    }
    const noun = /^(?:the|these|those|all|every|some|more|that|this|any|my|our)$/.test(word) ? from + 1 : from;
    const plain = FILLERS.has(said(noun)) && noun > from ? noun + 1 : noun;
    if (CROWD.has(said(plain))) return { to: plain + 1, whom: 'crowd' };
    if (/^(?:the|this|that|these|those|my|our)$/.test(word) && PERSONS.has(said(plain)))
      return { to: plain + 1, whom: 'them' };
    // `that bitch`: whom a word of abuse stands for
    const abuse = words[plain]?.weights;
    if (noun > from && said(plain) !== '' && abuse && Math.max(abuse.insult ?? 0, abuse.identity_attack ?? 0) >= 0.8)
      return { to: plain + 1, whom: 'them' };
    return null;
  }

  /** `your fucking head`: the word after it. */
  function owned(from: number, what: ReadonlySet<string>): number | null {
    if (!POSSESSIVE.has(said(from)) && !(said(from) === '<someone>' && what !== KIN)) return null;
    for (let k = from + 1; k <= from + 4; k++) {
      if (what.has(said(k))) return k + 1;
      if (said(k) === '' || !(FILLERS.has(said(k)) || words[k]!.weights || ADJECTIVES.has(said(k)))) return null;
    }
    return null;
  }

  function part(from: number): { to: number; whom: Whom } | null {
    const to = owned(from, BODY);
    return to === null ? null : { to, whom: 'body' };
  }

  /** `the whole school`, `your house`. */
  function placeAt(from: number): { to: number; whom: Whom } | null {
    if (!/^(?:the|your|yo|his|her|their|this|that|my|our|a|every)$/.test(said(from)))
      return /^(?:school|work|campus|church)$/.test(said(from))
        ? { to: from + 1, whom: 'place' }
        : said(from) !== '' && /^(?:hall|station|court|university|airport)$/.test(said(from + 1))
          ? { to: from + 2, whom: 'place' }
          : null;
    for (let k = from + 1; k <= from + 4; k++) {
      if (PLACES.has(said(k)) && !PLACES.has(said(k + 1))) return { to: k + 1, whom: 'place' };
      if (said(k) === '' || /^(?:at|in|on|of|for|to|and|with|from|by)$/.test(said(k))) return null;
    }
    return null;
  }
}

const ADJECTIVES = new Set(
  'whole entire little big own pretty fat skinny two both front tiny dear poor precious whole'.split(' '),
);
