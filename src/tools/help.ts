import { z } from 'zod';
import { can, type Permission, rolesWith } from '../domain/role.ts';
import { allMaySee } from '../domain/seen-by.ts';
import { defineTool } from './define-tool.ts';

interface Topic {
  name: string;
  /** Words that ask for it. */
  words: RegExp;
  /** Whose it is; null for everyone. */
  permission: Permission | null;
  text: string;
  /** What one might say to the desk. */
  examples: string[];
}

/** What SafeNest can be asked for, and how. tests/tools/help.test.ts holds it to the tools that exist. */
export const TOPICS: readonly Topic[] = [
  {
    name: 'report an incident',
    words: /report|raise|create|open|new|lost|stolen|phish|badge|laptop|incident/i,
    permission: 'incidents.create',
    text: 'Say what happened and that you want an incident; SafeNest opens one and answers with its reference. You can look at the incidents you reported by that reference.',
    examples: ['open an incident: I lost my badge this morning'],
  },
  {
    name: 'search the logs',
    words: /search|log|login|sign|find|look|who|count|many|country|address|account|failed/i,
    permission: 'logs.read',
    text: 'Ask about logins in plain words: who, from where, when, how many. Words, “phrases”, AND, OR and NOT work too. Times are read in your own zone: today, last night, last 7 days, 10 December 2015.',
    examples: [
      'any failed logins in the last hour?',
      'failed logins today by country',
      'search the logs for 203.0.113.9',
    ],
  },
  {
    name: 'alerts',
    words: /alert|attack|unusual|anomal/i,
    permission: 'alerts.read',
    text: 'A rule that notices something raises one alert for the whole matter; it grows while the matter goes on. Ask what happened with it by its reference.',
    examples: ['anything unusual in the last 3 days?', 'what happened with ALR-204'],
  },
  {
    name: 'settle an alert',
    words: /alert|acknowledge|resolve|false alarm|dismiss|settle|mark/i,
    permission: 'alerts.write',
    text: 'Acknowledge an alert when you look at it, then resolve it or mark it as a false alarm and say why.',
    examples: ['acknowledge ALR-204', 'mark ALR-77 as a false alarm, it was the cleaning crew'],
  },
  {
    name: 'incidents',
    words: /incident|case|open|list|status/i,
    permission: 'incidents.read',
    text: 'An incident is what people work on: it has a status, someone who has it, alerts, a timeline and evidence.',
    examples: ['list open incidents', 'open incident INC-12'],
  },
  {
    name: 'work on an incident',
    words: /assign|close|comment|undo|severity|link|work|incident/i,
    permission: 'incidents.write',
    text: 'Assign it, change its status or severity, comment, link alerts, close it with how it was resolved. The last change can be undone.',
    examples: ['assign INC-9 to maria', 'close INC-9, resolved by password reset', 'undo the last change of INC-9'],
  },
  {
    name: 'rules',
    words: /rule|threshold|detect|tune|allow|block|noise/i,
    permission: 'rules.read',
    text: 'Rules decide what becomes an alert. They are on the Rules page, each in words; admins change their thresholds and severity there.',
    examples: [],
  },
  {
    name: 'propose a rule',
    words: /propose|suggest|recommend|new rule|alert me|notify|backtest/i,
    permission: 'rules.propose',
    text: 'Say what should raise an alert. SafeNest answers with a proposal and what it would have raised so far; an admin’s button makes it live.',
    examples: ['alert me when one account fails more than 10 times in 5 minutes'],
  },
  {
    name: 'moderation',
    words: /moderat|harass|abuse|toxic|ban|timeout|mute|warn|case|appeal/i,
    permission: 'moderation.read',
    text: 'A conversation that crosses a line of the policy becomes one case. Ask which are open, what one is about, and what was done about somebody; a case is decided with the buttons of its card.',
    examples: ['open cases', 'what is CASE-9 about?'],
  },
  {
    name: 'act on a case',
    words: /warn|timeout|mute|kick|\bban|hide|delete|restore|undo|reverse/i,
    permission: 'moderation.write',
    text: 'Moderators warn, hide a message, time out, kick or ban with the buttons of a case’s card or in words; each step can be undone, and whoever it was done to may appeal.',
    examples: ['warn mallory about CASE-9', 'undo ACT-5'],
  },
  {
    name: 'the security situation',
    words: /posture|summary|trend|report|situation|week/i,
    permission: 'logs.read',
    text: 'Ask how a day, a week or a month was: counts, the trend against the time before, and where most happened.',
    examples: ['how was our security last week?'],
  },
  {
    name: 'cameras',
    words: /camera|picture|snapshot|frame|zone|door|dock|car\b|vehicle/i,
    permission: 'cameras.read',
    text: 'Ask what a camera shows, now or at a time, and whether one is silent. A burst of pictures is told as one event with who and what was in it.',
    examples: ['show me the front door', 'is any camera silent?'],
  },
  {
    name: 'switch a camera',
    words: /camera|switch|turn|disable|enable|\boff\b/i,
    permission: 'cameras.write',
    text: 'An admin switches a camera off and on by saying so, or on the Cameras page; while it is off its pictures are not taken, and what it saw is kept.',
    examples: ['switch the loading dock camera off'],
  },
  {
    name: 'people on pictures',
    words: /face|person|people|stranger|visitor|seen|recogni[sz]e|picture|who/i,
    permission: 'people.read',
    text: 'Send a picture and ask who it is, or ask when somebody was last seen and which strangers there were. What is not sure is said to be; faces are only compared while the organisation’s consent is recorded.',
    examples: ['when did we last see Dana Whitfield?', 'any strangers at the front door this week?'],
  },
  {
    name: 'bring logs in',
    words: /import|ingest|collect|send|upload|api|csv|sshd/i,
    permission: 'logs.write',
    text: 'Send login events to POST /api/v1/login-events with an API key, or read a file with: npm run safenest -- import sshd FILE (also json-lines and csv). A second import of the same file adds nothing.',
    examples: [],
  },
  {
    name: 'who is here',
    words: /member|who is|colleague|team|people|admins?/i,
    permission: 'members.read',
    text: 'Ask who is an admin, how many members there are, or who somebody is; the Members page lists them all.',
    examples: ['who is an admin?'],
  },
  {
    name: 'channels',
    words: /channel|slack|discord|teams|told of|bound|post/i,
    permission: 'chat.write',
    text: 'Ask which channels are told of what. It is said in a channel itself what it gets, or set on the Channels page.',
    examples: ['which channels get alerts?'],
  },
  {
    name: 'members and keys',
    words: /member|invite|add|role|key|people|user|permission/i,
    permission: 'members.write',
    text: 'Admins add people and give them roles on the Members page, and make API keys there; a key is shown once.',
    examples: [],
  },
  {
    name: 'the audit log',
    words: /audit|who did|history|prove|verify/i,
    permission: 'audit.read',
    text: 'All that people and the assistant changed is on the Audit page. npm run safenest -- audit verify proves that nothing was altered.',
    examples: [],
  },
  {
    name: 'system health',
    words: /health|working|status|down|queue|dead letter/i,
    permission: 'health.read',
    text: 'Ask whether everything is working, or see the Health page; what fails says how to mend it.',
    examples: ['is everything working?'],
  },
  {
    name: 'sign in',
    words: /sign in|log ?in|password|link|access|account/i,
    permission: null,
    text: 'Sign in with the one-time link an admin gives you; then set a password on your account page, or use single sign-on where it is set up.',
    examples: [],
  },
];

/** The topics that share words with the question, those that share most first; only such as come near the best. */
function closest(question: string): Topic[] {
  const scored = TOPICS.map((topic) => {
    const words = question.matchAll(new RegExp(`\\b(?:${topic.words.source})`, 'gi'));
    return { topic, score: new Set([...words].map(([word]) => word.toLowerCase())).size };
  }).filter(({ score }) => score > 0);
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score * 2 > best)
    .sort((a, b) => b.score - a.score)
    .map(({ topic }) => topic);
}

const ITSELF =
  'SafeNest is the security desk of this organisation. It watches logins, alerts, cameras and conversations, and answers questions about them with its evidence. People decide: it suggests what to do on cards and changes only what somebody whose role allows it asks for or presses.';

export const helpTool = defineTool({
  name: 'help',
  description:
    'What SafeNest can do for this person: an overview by role, with examples. Use it for "what can you do?"; for "how do I …?" and "what is …?" use search_help.',
  input: z.object({
    topic: z.string().max(300).optional().describe('What they want to know how to do; leave out for an overview'),
    itself: z.boolean().optional().describe('They ask what SafeNest is, or who you are, rather than what they can do'),
  }),
  access: 'read',
  permission: null,
  shows: [],
  async run({ principal }, { topic, itself }) {
    if (itself) return { data: { itself, safenest: ITSELF }, citations: [] };
    const allowed = (one: Topic): boolean => one.permission === null || can(principal.role, one.permission);
    const asked = topic ? closest(topic) : [];
    const answers = asked.filter(allowed).slice(0, 2);
    // what was asked for is another role's: say whose, rather than something else that is allowed
    const others = answers.length > 0 ? [] : asked.slice(0, 1);
    // what is said where others read says nothing of the asker's role
    const shared = principal.place.audience === 'shared';
    const forAll = ({ permission }: Topic): boolean =>
      !shared || permission === null || permission === 'incidents.create' || allMaySee(principal.place, permission);
    const mine = TOPICS.filter((one) => allowed(one) && forAll(one));
    return {
      data: {
        ...(!shared && { role: principal.role }),
        ...(topic && { topic }),
        answers: answers.map(({ name, text, examples }) => ({ name, text, examples })),
        not_for_your_role: others.map(({ name, permission }) => ({
          name,
          ask: permission === null ? [] : rolesWith(permission),
        })),
        topics: mine.map(({ name }) => name),
        examples: mine.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 6),
      },
      citations: [],
    };
  },
});
