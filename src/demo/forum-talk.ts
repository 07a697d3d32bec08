/** Somebody in the clinic's forum for patients; made up, like all they say. */
export const TALKERS = {
  lena: { account: 'm-1041', name: 'Lena H.' },
  dirk: { account: 'm-0877', name: 'Dirk' },
  bogdan: { account: 'm-1290', name: 'bogdan77' },
  kev: { account: 'm-1302', name: 'Kev' },
  mina: { account: 'm-0310', name: 'Mina' },
  ravi: { account: 'm-0554', name: 'Ravi P.' },
  oskar: { account: 'm-0692', name: 'Oskar B.' },
  tess: { account: 'm-1187', name: 'Tess' },
} as const;
type Talker = keyof typeof TALKERS;

/** One message: how many minutes after the first, who, what, and whom it speaks to. */
export type Line = readonly [minute: number, who: Talker, text: string, to?: Talker];

export interface Talk {
  channel: { channel: string; name: string };
  lines: readonly Line[];
}

const RECIPES = { channel: 'recipes', name: 'Garden and recipes' };
const KNEES = { channel: 'after-surgery', name: 'After surgery' };

/** A quiet afternoon, in which nothing has to be done. */
export const QUIET_TALK: Talk = {
  channel: RECIPES,
  lines: [
    [0, 'tess', 'The tomatoes on my balcony are finally red. Soup or sauce?'],
    [3, 'ravi', 'Sauce! Freeze half of it, you will thank yourself in January.', 'tess'],
    [4, 'mina', 'Soup, with basil. Best thing I cooked all year.'],
    [9, 'oskar', 'Mine died in the storm. Damn weather.'],
    [11, 'tess', 'Oh no, all of them? I can bring you two plants on Thursday.', 'oskar'],
    [14, 'oskar', 'That would be lovely, thank you Tess!', 'tess'],
  ],
};

/** Three turn on a member who only asked something; a moderator has dealt with it. */
export const SETTLED_TALK: Talk = {
  channel: KNEES,
  lines: [
    [0, 'oskar', 'Does anybody know how long the swelling lasts? It is week three now.'],
    [2, 'ravi', 'Mine took five weeks, Oskar. Ice and patience.', 'oskar'],
    [4, 'dirk', 'read the leaflet you lazy idiot, nobody has time for your stupid questions', 'oskar'],
    [5, 'oskar', 'I did read it. It says to ask if it does not get better.', 'dirk'],
    [6, 'kev', 'haha what a loser, cry about it', 'oskar'],
    [7, 'dirk', 'you are pathetic oskar, everyone here is sick of your whining', 'oskar'],
    [8, 'bogdan', 'shut up already oskar you stupid moron', 'oskar'],
    [10, 'mina', 'That is enough. This is a place where people may ask.'],
    [11, 'dirk', 'nobody likes you oskar, get lost loser', 'oskar'],
    [13, 'oskar', 'I will ask my doctor instead.'],
  ],
};

/** The same three on another member, this time worse: what waits for a moderator now. */
export const OPEN_TALK: Talk = {
  channel: KNEES,
  lines: [
    [0, 'lena', 'Morning all. Day twelve and I managed the stairs without crutches!'],
    [2, 'ravi', 'That is wonderful, Lena. Well done!', 'lena'],
    [3, 'mina', 'Great news! Small steps every day.', 'lena'],
    [5, 'dirk', 'day twelve and only now? you are pathetic', 'lena'],
    [6, 'lena', 'Everybody heals at their own pace, Dirk.', 'dirk'],
    [8, 'dirk', 'you lazy whiner, nobody wants to read your crap', 'lena'],
    [9, 'bogdan', 'lol what a loser you are lena', 'lena'],
    [11, 'mina', 'That is enough now. She only shared good news with us.'],
    [12, 'dirk', 'you stupid idiot, you only want attention', 'lena'],
    [13, 'kev', 'you are an idiot lena, go cry to your nurse', 'lena'],
    [15, 'bogdan', 'everyone hates you lena, you make me sick', 'lena'],
    [17, 'lena', 'I am leaving for today. Thank you, Mina.', 'mina'],
    [18, 'dirk', 'yes run away you pathetic loser, nobody likes you', 'lena'],
    [20, 'kev', 'good riddance, you are a waste of space', 'lena'],
    [22, 'ravi', 'I have told the moderators.'],
    [24, 'bogdan', 'cry more lena you stupid cow', 'lena'],
  ],
};
