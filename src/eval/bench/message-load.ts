/** Messages as the API takes them: calm talk of many people in many channels, some of it rude. */
export interface SentMessage {
  platform: 'bench';
  channel: string;
  message_id: string;
  author: { id: string; name: string };
  content: string;
  time: string;
}

const OPENINGS = [
  'Has anybody',
  'I think we',
  'Tomorrow they',
  'Can somebody',
  'Yesterday I',
  'The new team',
  'My sister',
  'Nobody here',
];
const MIDDLES = [
  'looked at the build',
  'moved the meeting',
  'fixed the printer',
  'found a better map',
  'sold the old car',
  'cooked for everyone',
  'read the long report',
  'lost the damn keys',
];
const ENDINGS = [
  'again?',
  'before lunch.',
  'and it was great',
  'so we can go on',
  'which was stupid',
  'for the third time',
  'with the new people',
  'lol',
];
const of = (list: readonly string[], i: number): string => list[i % list.length]!;

/** The `n`th message of a load; the same for the same number, one of `members` people in one of `channels`. */
export const benchMessage = (n: number, at: Date, { members = 5000, channels = 400 } = {}): SentMessage => ({
  platform: 'bench',
  channel: `channel-${(n * 7) % channels}`,
  message_id: `m${n}`,
  author: { id: `u${(n * 31) % members}`, name: `Person ${(n * 31) % members}` },
  content: `${of(OPENINGS, n)} ${of(MIDDLES, n >> 3)} ${of(ENDINGS, n >> 6)} ${n}`,
  time: at.toISOString(),
});

/** What three people say to a fourth in a channel of their own, the last of it a threat: a case at the latest then. */
export const benchPileOn = (n: number, at: Date): SentMessage[] =>
  [
    'anybody here?',
    'you are such an idiot',
    'get lost, moron',
    'nobody wants you here, you stupid idiot',
    'I will find you and kill you',
  ].map((content, i) => ({
    platform: 'bench',
    channel: `pile-on-${n}`,
    message_id: `p${n}-${i}`,
    author: { id: `q${n}-${i % 4}`, name: `Pile ${n} ${i % 4}` },
    content,
    time: new Date(at.getTime() + i).toISOString(),
  }));
