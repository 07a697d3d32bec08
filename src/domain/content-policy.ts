import { z } from 'zod';

const MOST_DOMAINS = 500;
const MOST_IMITATED = 100;
const MOST_INVITES = 100;
const MOST_EXTENSIONS = 100;
/** Who posts much does so within seconds; nobody remembers a conversation's messages for longer than this for it. */
export const LONGEST_SPAM_SECONDS = 120;

/** `https://Example.org/page` as people paste it is `example.org`. */
const hostOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^(?:\*\.|www\.)/, '')
    .replace(/[/?#:].*$/s, '');

export const domain = z
  .string()
  .max(500)
  .overwrite(hostOf)
  .min(3)
  .max(253)
  .refine(
    (text) => text.split('.').length > 1 && text.split('.').every((part) => /^[\p{L}\p{N}_-]{1,63}$/u.test(part)),
    {
      error: 'must be a domain, like example.org',
    },
  );

const extension = z
  .string()
  .max(50)
  .overwrite((text) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^\*?\./, ''),
  )
  .regex(/^[a-z0-9_-]{1,16}$/, { error: 'must be the end of a file name, like iso' });

const invite = z
  .string()
  .max(500)
  .overwrite((text) => text.trim().replace(/^.*\//s, ''))
  .regex(/^[\w-]{1,100}$/, { error: 'must be an invite or its code, like discord.gg/example' });

/** Which links, invites and files people may post, and how long a moment is in which somebody posts too much. */
export const contentPolicySchema = z.strictObject({
  links: z.strictObject({
    /** What holds for addresses that no list names. */
    others: z.enum(['allowed', 'refused']),
    /** With everything below them. */
    allowed: z.array(domain).max(MOST_DOMAINS),
    refused: z.array(domain).max(MOST_DOMAINS),
    /** Addresses that only look like those of `imitated` and `allowed`, or mix alphabets within a word, are refused. */
    lookalikes: z.boolean(),
    imitated: z.array(domain).max(MOST_IMITATED),
  }),
  invites: z.strictObject({
    /** Invites that may be posted: those to one's own servers. */
    allowed: z.array(invite).max(MOST_INVITES),
  }),
  files: z.strictObject({
    /** Programs and scripts, by their name. */
    programs: z.boolean(),
    /** What is said to be of another type than its name says. */
    disguised: z.boolean(),
    refused: z.array(extension).max(MOST_EXTENSIONS),
    /** Larger ones are refused; null for none. */
    mostMegabytes: z.number().min(0.1).max(10_000).nullable(),
  }),
  /** What one person posts within so many seconds is counted together. */
  spam: z.strictObject({ seconds: z.int().min(10).max(LONGEST_SPAM_SECONDS) }),
  /** Who joins within so many seconds is counted together; so young an account is very new. */
  joins: z.strictObject({ seconds: z.int().min(10).max(3600), youngDays: z.int().min(1).max(365) }),
});
export type ContentPolicy = z.output<typeof contentPolicySchema>;

export const DEFAULT_CONTENT: ContentPolicy = {
  links: {
    others: 'allowed',
    allowed: [],
    refused: [],
    lookalikes: true,
    imitated: [
      'discord.com',
      'steamcommunity.com',
      'slack.com',
      'microsoft.com',
      'google.com',
      'apple.com',
      'paypal.com',
      'github.com',
      'amazon.com',
      'facebook.com',
      'instagram.com',
      'roblox.com',
      'telegram.org',
      'whatsapp.com',
      'coinbase.com',
      'binance.com',
    ],
  },
  invites: { allowed: [] },
  files: { programs: true, disguised: true, refused: [], mostMegabytes: null },
  spam: { seconds: 30 },
  joins: { seconds: 120, youngDays: 7 },
};
