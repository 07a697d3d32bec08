import { isName } from '../intents/words.ts';
import { asRead, type Clause } from '../plan-types.ts';

/** Words of a desk's questions that stand where a name might, and are none. */
const NO_PERSON = new Set(
  `anyone anybody someone somebody nobody everyone person persons people user users member members guy guys man woman thing things stuff
  call calls meeting phone notes note info information record records warning warnings timeout mute ban kick strike strikes offender repeat history
  building office camera cameras cam lobby gate door entrance floor garage warehouse reception room parking lot
  spam spamming insults insulting insulted harassing harassment scam racist posts post message messages links talk talked talks chat
  know known knows tell told say said says seen saw spotted show showed find found look looking identify recognise recognised enrolled registered
  mentioned mention come came comes back again behind past previous before please thanks ok hey hi want need needs should would could let lets out
  throw thrown put take took give gave get gets got make made remove removed lift revert undo restore allow permanently forever hour hours day days
  week weeks minute minutes moment trace traces appearances sighting sightings track everything anything something he she him her his they them
  mr mrs ms miss dr sir madam called named about regarding concerning with without`.split(/\s+/),
);
const TITLE = /^(?:mr|mrs|ms|miss|dr|prof)\.?$/i;

/** Who is named in a clause, in whatever place: a label, a handle, an address, a name with a capital, else the one word that is none of English's usual ones. */
export function personNamed(clause: Clause, isUsual: (word: string) => boolean): string | null {
  const { rest } = clause.entities;
  const label = /\bperson_[0-9a-z]+\b/.exec(rest);
  if (label) return `Person_${label[0].slice('person_'.length).toUpperCase()}`;
  if (clause.entities.email) return clause.entities.email;
  const handle = /(?<![\w.])@([a-z0-9][\w.-]*)/i.exec(rest);
  if (handle) return asRead(clause, handle.index + 1, handle.index + handle[0].length).replace(/[.-]+$/, '');
  const words = [...rest.matchAll(/[\p{L}\p{N}][\p{L}\p{N}_.'-]*/gu)].map((match) => {
    const said = match[0].replace(/(?:'s|[.'-]+)$/, '');
    return { said, typed: asRead(clause, match.index, match.index + said.length), at: match.index };
  });
  const maybe = words.filter(({ said }) => isName(said) && !NO_PERSON.has(said) && !TITLE.test(said));
  const odd = maybe.find(({ said }) => /[\p{L}]/u.test(said) && /[_\d]/.test(said));
  if (odd) return odd.typed;
  // a capital that no sentence asks for begins a name; those side by side are one
  const proper = maybe.filter(({ typed, at }) => at + clause.start > 0 && /^\p{Lu}\p{Ll}/u.test(typed));
  const first = proper[0] ?? maybe.find(({ said }) => !isUsual(said));
  if (!first) return null;
  const name = [first];
  for (const word of words.slice(words.indexOf(first) + 1)) {
    const isNext = word.at === name.at(-1)!.at + name.at(-1)!.said.length + 1;
    if (!isNext || !maybe.includes(word) || !(proper.includes(word) || (!proper[0] && !isUsual(word.said)))) break;
    name.push(word);
  }
  return name.length > 4 ? null : name.map(({ typed }) => typed).join(' ');
}
