import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isQuotation, ownWords } from '../../../src/pipeline/moderation/own-words.ts';
import { speaksOf } from '../../../src/pipeline/moderation/speaks-of.ts';
import { OWN_MODEL } from '../../../src/pipeline/screening/open-screener.ts';
import { openOwnScreener } from '../../../src/pipeline/screening/own-screener.ts';
import type { Screener } from '../../../src/pipeline/screening/screener.ts';
import { judgedBy } from '../../support/judged-conversation.ts';

describe('whose words they are', () => {
  test.each([
    ['someone DMed me "I will kill you"', 'someone DMed me                  '],
    ['“you cow”, he said, “and ugly”', ''],
    ['what does "hijo de puta" mean?', 'what does                mean?'],
    ['"you idiot" at someone is a warning', '            at someone is a warning'],
    ['er schrieb „du Sau“ an die Wand', 'er schrieb          an die Wand'],
  ])('%s: what is told of others is taken out, and every place stays', (text, own) => {
    const found = ownWords(text);
    expect(found).toHaveLength(text.length);
    if (own !== '') expect(found).toBe(own);
    expect(found).not.toMatch(/kill|cow|puta|idiot|Sau/u);
  });

  test.each([
    'you are a "stupid bitch"',
    '"kill yourself" dana',
    'I said "I will kill you" and I mean it',
    'like I said: "go die"',
  ])('%s: who puts their own words in quotation marks still says them', (text) => expect(ownWords(text)).toBe(text));

  test('a text that is one quotation is told from one that has some', () => {
    expect(isQuotation('"bitch I am the king"')).toBe(true);
    expect(isQuotation('"bitch" he said')).toBe(false);
  });
});

describe('of whom it speaks', () => {
  test.each([
    "he's a disgusting pig",
    'that guy is a moron',
    'Miller is a worthless idiot',
    'disgusting thieves',
    "c'est un gros con",
  ])('%s: of somebody else', (text) =>
    expect(speaksOf(text)).toMatchObject({ atYou: false, third: true, person: true }),
  );
  test.each([
    'you dumb bitch',
    'shut up',
    'kill yourself',
    'du bist so dumm',
    'that guy is right, you are a moron',
    'ugly as hell, you look like a rat',
  ])('%s: at whoever it is said to', (text) => expect(speaksOf(text).atYou).toBe(true));
  test.each([
    'you are not a worthless loser',
    'coward. you deserve so much better',
    "don't listen to this loser, your essay is great",
  ])('%s: stands by whoever it is said to', (text) =>
    expect(speaksOf(text)).toMatchObject({ atYou: false, comforts: true }),
  );
  test('bare words tell nothing', () => {
    expect(speaksOf('what an idiot')).toMatchObject({ atYou: false, third: false, comforts: false });
  });
});

describe('with the model that comes with it and the usual policy', () => {
  let screener: Screener;
  beforeAll(async () => {
    screener = await openOwnScreener(OWN_MODEL);
  });
  afterAll(() => screener.close?.());

  test.each<[string, string]>([
    [
      'friends who curse whoever was bad to somebody',
      `Dana: my ex texted me again
Lea>Dana: what a pathetic loser
Tim>Dana: he's a stupid asshole, block him
Dana: he called me fat
Lea>Dana: disgusting pig
Tim>Dana: idiot. moron. trash human
Dana: thank you all`,
    ],
    [
      'friends who curse somebody by name who is not here',
      `Dana: I got fired by Miller today
Lea@Dana: Miller is a worthless idiot, he doesn't deserve you
Tim@Dana: what a stupid bastard
Omi@Dana: that disgusting piece of shit
Dana: thanks, I needed that`,
    ],
    [
      'the same in German',
      `Ute: mein Chef hat mich "dumme Kuh" genannt
Jens: so ein Arschloch
Ute: ich hasse ihn
Jens: der Idiot gehört gefeuert. du bist toll
Ute: danke`,
    ],
    [
      'who reports a threat to the moderators',
      `hana: @mods someone DMed me "I will find you and slit your throat, bitch"
mod_eric: omg. screenshot please, who?
hana: user nightcrawler, he also wrote "kill yourself you fat pig"
mod_eric: if he writes "I'll hurt you" again from another account tell me at once`,
    ],
    [
      'who asks what words mean, and who answers',
      `w: what did he write? "ich bring dich um"?
v: it means I'll kill you
w: and "du Schlampe"?
v: you slut`,
    ],
    [
      'what is told in court',
      `law1: the defendant said "I'll kill you, bitch" on tape
law2: exhibit 4, page 12: "you dirty jew". The judge will hate it`,
    ],
    [
      'cursing at the oven, and at nothing',
      `q1: fuck fuck fuck I deleted prod
q2: oh shit
q1: I'm such a fucking idiot
q2: piece of shit, I hate this thing`,
    ],
    [
      'players',
      `Gus: your team is an embarrassment, Rick
Rick: says the man who drafted a kicker in round two
Rick: I'm going to slaughter you, 40 points minimum
Gus: you're delusional and ugly
Rick: ugly but 5-0 baby`,
    ],
    ['a mother', "Mum: if you don't clean your room I'll kill you two\nKid: haha ok\nMum: love you, home at 6"],
    ['friends who laugh', 'Nacho: no voy\nPaco: claro tio, te mato si no vienes jaja\nNacho: jaja vale'],
    [
      'a moderator',
      "Mod: Kev, this is your last warning\nKev: fine\nMod: I mean it. I'll kick you out without hesitation",
    ],
    ['many who wish the same', Array.from({ length: 10 }, (_, i) => `p${i}: Happy birthday Dana!`).join('\n')],
  ])('no case: %s', async (_, text) => {
    expect(await judgedBy(screener, text)).toBeNull();
  });

  test('who comforts the one attacked is not accused, whatever they call the attacker', async () => {
    const one = await judgedBy(
      screener,
      `Dana: here is my essay
Kev@Dana: this is trash, you dumb bitch
Lea@Dana: what an asshole. that guy is a moron
Tim@Dana: ignore that stupid prick
Kev@Dana: you worthless stupid cow, nobody likes you
Lea>Dana: Kev is a piece of shit. Hugs
Tim@Dana: fucking bully, such trash
Kev@Dana: go die ugly whore`,
    );
    expect(one).toMatchObject({ chief: 'Kev', target: 'Dana', offenders: ['Kev'] });
  });

  test('who answers with insults of their own still is', async () => {
    const one = await judgedBy(
      screener,
      `Ivy: look at my new haircut
s1>Ivy: ugly as hell, you look like a rat
s2>Ivy: you stupid clown
s3>Ivy: lol loser, go hide
Fri>Ivy: I like it!
s1>Ivy: dumb bitch
s2>Ivy: nobody wants to see your fat face
s3>Ivy: kys idiot`,
    );
    expect(one).toMatchObject({ target: 'Ivy', offenders: ['s1', 's2', 's3'] });
  });

  test('who takes somebody’s part roughly, asks for peace with a curse, or swears at their oven is left out', async () => {
    const german = await judgedBy(
      screener,
      `Eva: hier mein Referat
Bo: voll der Müll, du Opfer
Cy: Eva du dumme Nuss
Fritz: lasst Eva in Ruhe, ihr Arschlöcher
Bo: Eva ist so hässlich und dumm, du Schlampe
Cy: fick dich Eva, du Hurentochter
Fritz: Bo du bist echt ein mieses Arschloch
Bo: Eva geh sterben, du Missgeburt`,
    );
    expect(german).toMatchObject({ target: 'Eva', offenders: ['Bo', 'Cy'] });
    const peace = await judgedBy(
      screener,
      `Ulf: the recipe needs more salt
Raj: ulf you are a moron, it has enough
Bea: ulf is an idiot as usual
Gran: oh for fuck's sake, will you all shut up and behave
Raj: ulf started it the dumb pig
Gran: I don't give a damn who started it. enough of this crap
Bea: ulf you stupid clown
Raj: get lost ulf, worthless idiot, nobody likes you`,
    );
    expect(peace).toMatchObject({ target: 'Ulf', offenders: ['Bea', 'Raj'] });
    const oven = await judgedBy(
      screener,
      `N: wrong channel sorry
M: n you dumb fuck, read the rules
O: fuck, my pizza is burning
M: n is the dumbest bitch here
O: shit shit shit, the oven is on fire lol
M: get out n you worthless idiot`,
    );
    expect(oven).toMatchObject({ chief: 'M', target: 'N', offenders: ['M'] });
  });

  test('who speaks of somebody by name to their face means them', async () => {
    const one = await judgedBy(
      screener,
      `Lena: I managed the stairs
Dirk@Lena: lena is a stupid attention seeking idiot
Dirk@Lena: lena is a worthless loser
Dirk>Lena: lena is such a dumb pig
Dirk@Lena: lena is a worthless stupid bitch
Dirk@Lena: lena is a pathetic ugly cow, a stupid idiot`,
    );
    expect(one).toMatchObject({ chief: 'Dirk', target: 'Lena', offenders: ['Dirk'] });
  });

  test('a name that is a word as well is a name where it stands as one', async () => {
    const one = await judgedBy(
      screener,
      `Rose: hi all
Will: hi
Vik: rose you are an idiot
Will: hey now
Vik: everybody hates you rose, you stupid cow
Vik: seriously rose, shut your stupid mouth, worthless bitch`,
    );
    expect(one).toMatchObject({ chief: 'Vik', target: 'Rose', offenders: ['Vik'] });
  });

  test('one who does not stop at somebody crosses the line alone', async () => {
    const one = await judgedBy(
      screener,
      `Ann: is lunch ready
Vito: not for you, you fat pig
Ann: excuse me?
Vito: you're disgusting and stupid, ann
Vito: ann you filthy ugly cow, get out
Vito: you worthless piece of garbage, everyone hates you`,
    );
    expect(one).toMatchObject({ chief: 'Vito', target: 'Ann', offenders: ['Vito'] });
  });

  test('who calls many in the words alone is seen; so is a link that many post', async () => {
    const called = Array.from({ length: 12 }, (_, i) => `@a${i}`).join(' ');
    expect(await judgedBy(screener, `raider: ${called} join my server now`)).toMatchObject({
      chief: 'raider',
      kind: 'spam',
    });
    const raid = Array.from({ length: 9 }, (_, i) => `r${i}: FREE gifts at https://gift.example/claim`).join('\n');
    expect(await judgedBy(screener, raid)).toMatchObject({ kind: 'spam' });
  });
});
