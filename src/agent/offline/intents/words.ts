import { mayBeSurname } from '../likely/rare-word.ts';

/** Words that are never someone's name, account or camera. */
const NO_NAME = new Set(
  `mfa 2fa totp otp token tokens certificate certificates passkey passkeys encryption permission approval the a an any all our my your his her their its this that these those each every some no none me us you them it him i we they he she
  else joined left user users account accounts people person persons country countries address addresses ip ips ssh sshd vpn web server servers host hosts
  machine machines today yesterday tonight tomorrow last past next previous first login logins sign signin sign-in sign-ins signins alert alerts
  incident incidents event events log logs severity risk outcome high low medium critical unknown known new same different another other others
  outside inside somebody someone anyone anybody everyone everybody anything something nothing everything failed failure failures successful
  success day days hour hours week weeks weekend month months year now far which what where who whom whose when why how there here once least
  most more less order detail details date dates time times count counts number work home attacker attackers bot bots employee employees staff
  admins officer officers member members team midnight noon morning afternoon evening night brute force password passwords attempt attempts
  attack attacks and or not but with without by from for of in on at to as into over during since until between within is are was were be been
  has have had do does did can could will would should open closed resolved acknowledged pending active only just also too please
  working locked trouble top rule rules camera cameras case cases ticket tickets activity access security status state group grouped
  false alarm real business office remote local internal external system systems sources source origin origins result results that's abroad
  compromised hacked hijacked breached attacked stolen taken right ok okay fine safe
  unusual suspicious wrong bad good invalid rejected denied blocked accepted seen around about still yet again ever before after
  ever never always really brand near beside behind below above next along past through inside towards anywhere somewhere upstairs downstairs affected involved
  review reviewing investigation further me. checking so trying able assignee assignees owner owners success device devices phone phones laptop laptops vpn wifi city cities rather business working
  whoever whomever anybody's later soon yet maybe eventually if unless once or hours weekends weekdays nights mornings evenings browser browsers impossible travel failed login fails fail failing keeps keep ones those instead then now next particular single specific exactly precisely specifically honestly basically simply actually currently possibly probably apparently reopen undo revert oldest newest latest earliest longest shortest tell say answer`.split(
    /\s+/,
  ),
);

export const isName = (word: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N}._'$\\-]*$/u.test(word) && !/^\d{1,3}$/.test(word) && !NO_NAME.has(word.toLowerCase());

/** “Mr. Powell”, “Frau Dr. Weber”: what people are addressed by is no part of their name. */
const TITLE =
  /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|monsieur|madame|mme|mlle|señora?|sra?|don|doña)\.?|m\.)\s+(?:(?:dr|prof)\.?\s+)*(?=\p{L})/iu;

/** The name at the beginning of a text as typed: one word, and further ones that are capitalised, or one that can only be a surname: “tomas keller”. */
export function nameAt(text: string): string | null {
  const words = text.trimStart().replace(TITLE, '').split(/\s+/);
  const first = (words[0] ?? '').replace(/^[@"]/, '').replace(/(?:'s|(?<=s)')?[.,;:!?"]*$/, '');
  if (!isName(first)) return null;
  const name = [first];
  if (!/[.,;:!?]$|'s$/.test(words[0]!)) {
    for (const word of words.slice(1, 3)) {
      const plain = word.replace(/(?:'s)?[.,;:!?"]*$/, '');
      const isSurname = /^\p{Lu}[\p{L}'-]+$/u.test(plain) || isLowerSurname(first, plain, name.length);
      if (!isSurname || !isName(plain)) break;
      name.push(plain);
      if (plain !== word) break;
    }
  }
  return name.join(' ');
}

/** In lower case nobody's first name is followed by two. */
const isLowerSurname = (first: string, word: string, count: number): boolean =>
  count === 1 && /^\p{L}[\p{L}'-]+$/u.test(first) && first === first.toLowerCase() && mayBeSurname(word);

/** Drops leading fillers, quotes and the full stop of a phrase someone typed. */
export const tidy = (text: string): string =>
  text
    .trim()
    .replace(/^[\s:,;"'–-]+/, '')
    .replace(/[\s.,;:!"']+$/, '')
    .replace(/^(?:that|the|a|an) (?=\S)/i, '')
    .trim();
