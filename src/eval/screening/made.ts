import { SCREENED, type Scores } from '../../domain/screening.ts';
import { ABOUT_GROUPS } from './made/groups.ts';
import { INSULTS } from './made/insults.ts';
import { FINE, type Frames, type Kind } from './made/kinds.ts';
import { TALK } from './made/talk.ts';
import { THREATS } from './made/threats.ts';
import { WORDS } from './made/words.ts';
import type { Random } from './random.ts';
import type { Labelled } from './sets.ts';

const FRAMES: Frames = [...ABOUT_GROUPS, ...INSULTS, ...THREATS, ...TALK];
/** Of so many made texts one is put among harmless ones. */
const HIDDEN_ONE_IN = 8;

/**
 * Sentences made from frames and words, for what the published sets lack: threats, insults without swearing, swearing without
 * insult, groups named without hate, words denied, quoted or turned on oneself. Frames were written apart from the chat set.
 */
export function madeTexts(random: Random, perFrame = 20): Labelled[] {
  const made: Labelled[] = [];
  for (const [kind, frames] of FRAMES)
    for (const frame of frames) {
      const slots = frame.match(/\{\w+\}/g)?.length ?? 0;
      const copies = slots === 0 ? 3 : perFrame;
      for (let i = 0; i < copies; i++) made.push(labelled(written(filled(frame, random), random), kind));
    }
  const harmless = FRAMES.flatMap(([kind, frames]) => (kind === FINE ? frames : []));
  const among = made.filter(() => random.next() < 1 / HIDDEN_ONE_IN);
  return [...made, ...among.map((one) => ({ ...one, text: amongHarmless(one.text, harmless, random) }))];
}

/** A long message, mostly harmless: what a text is it stays whatever stands around it. */
function amongHarmless(text: string, harmless: readonly string[], random: Random): string {
  const parts = Array.from({ length: 1 + Math.floor(random.next() * 5) }, () => filled(random.pick(harmless), random));
  parts.splice(Math.floor(random.next() * (parts.length + 1)), 0, text);
  return parts.join(random.pick(['. ', ', ', ' and ', ' ', '\n', ', but ']));
}

const filled = (frame: string, random: Random): string =>
  frame.replaceAll(/\{(\w+)\}/g, (_, slot: string) => random.pick(WORDS[slot]!));

const OPENINGS = [
  '',
  '',
  '',
  '',
  '',
  'lol ',
  'bro ',
  'dude ',
  'honestly ',
  'well ',
  'ok ',
  'man ',
  'haha ',
  'so ',
  'and ',
  'seriously ',
  'hey ',
  'listen ',
  'yo ',
];
const ENDINGS = [
  '',
  '',
  '',
  '',
  '',
  '.',
  '!',
  '!!',
  ' lol',
  '?',
  ' haha',
  ' man',
  ' honestly',
  ' tbh',
  '...',
  ' 😂',
  ' smh',
  ' today',
  ' again',
];

/** As somebody might type it: openings, endings, capitals, some of it disguised. */
function written(text: string, random: Random): string {
  let result = random.pick(OPENINGS) + text + random.pick(ENDINGS);
  const chance = random.next();
  if (chance < 0.06) result = result.toUpperCase();
  else if (chance < 0.14) result = result.replace(/\b(?=[a-z]{4})[a-z]+$/, (word) => word + word.at(-1)!.repeat(3));
  else if (chance < 0.24) result = result.replaceAll(/you are/g, random.pick(["you're", 'ur', 'u r', 'youre']));
  else if (chance < 0.3) result = result.replaceAll(/\byou\b/g, 'u');
  if (chance > 0.8) result = result.charAt(0).toUpperCase() + result.slice(1);
  return result;
}

function labelled(text: string, known: Kind): Labelled {
  const targets: Partial<Scores> = { ...known };
  // Swearing follows from the words; all else that a kind does not name it is not.
  for (const name of SCREENED) if (name !== 'profanity') targets[name] ??= 0;
  if (known.profanity === undefined) delete targets.profanity;
  return { set: 'made', split: 'train', text, toxic: (known.toxicity ?? 0) > 0.5, targets };
}
