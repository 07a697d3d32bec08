import { listCameras } from '../../db/cameras.ts';
import { wronglyOpened } from '../../db/moderation-labels.ts';
import { guessedAccounts, mistakenPeople } from '../../db/recommendation-facts.ts';
import type { OrgDb } from '../../db/scope.ts';
import { TRIGGERS } from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Embedder } from '../../models/vision.ts';
import { stricterWhy, worthStricter } from '../cameras/camera-proposals.ts';
import { refOf } from '../cameras/registry.ts';
import { currentPolicy } from '../moderation/policy.ts';
import { lessSensitive } from '../moderation/policy-proposals.ts';
import { precisionPerRule } from '../moderation/precision.ts';
import type { NewProposal } from '../proposals/propose.ts';
import { ATTACKED } from '../recommend-second-factor.ts';
import { alertRef } from '../recommendation.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;
/** A trigger of moderation is wrong too often from so many dismissed cases on, when they are most of those decided. */
const WRONG = { cases: 4, share: 0.5 };
/** People so often taken for somebody else. */
const MISTAKEN = { fewest: 3, limit: 5 };

/** What is worth proposing beside rules: thresholds of moderation, and advice, which is a task for people. */
export async function otherRecommendations(
  tx: OrgDb,
  now: Date,
  embedder: Embedder | null = null,
): Promise<NewProposal[]> {
  const since = new Date(now.getTime() - DAYS * DAY_MS);
  return [
    ...(await policyChanges(tx, since)),
    ...(embedder ? await stricterCameras(tx, since, embedder) : []),
    ...(await secondFactor(tx, since)),
    ...(await morePictures(tx, since)),
  ];
}

/** Where people often call a camera's matches wrong, it can ask for more. */
async function stricterCameras(tx: OrgDb, since: Date, embedder: Embedder): Promise<NewProposal[]> {
  const found: NewProposal[] = [];
  for (const camera of await listCameras(tx)) {
    const tried = await worthStricter(tx, camera, embedder, since);
    if (!tried) continue;
    const args = { camera: refOf(camera), stricter: tried.stricter };
    const why = stricterWhy(camera, tried, DAYS);
    found.push({ kind: 'change_camera', args, why, untrusted: false, facts: { wrong: tried.wrong } });
  }
  return found;
}

async function policyChanges(tx: OrgDb, since: Date): Promise<NewProposal[]> {
  const { policy } = await currentPolicy(tx);
  const found: NewProposal[] = [];
  for (const { trigger: name, right, wrong } of await precisionPerRule(tx, since)) {
    const trigger = TRIGGERS.find((one) => one === name);
    if (!trigger || wrong < WRONG.cases || wrong < WRONG.share * (wrong + right)) continue;
    const to = lessSensitive(trigger, policy.triggers[trigger]);
    if (!to) continue;
    const cases = (await wronglyOpened(tx, trigger, since, 3)).map((number) =>
      formatReference({ kind: 'case', number }),
    );
    const why = `${wrong} of the ${wrong + right} decided cases that “${name.replaceAll('_', ' ')}” opened in ${DAYS} days were dismissed or taken back. See ${cases.join(', ')}.`;
    found.push({ kind: 'change_policy', args: { trigger, to }, why, untrusted: false, facts: { wrong } });
  }
  return found;
}

/** Of accounts whose logins do not say whether one was used: for the others there is a rule. SafeNest reads sign-ins, it makes none: approving opens the task. */
async function secondFactor(tx: OrgDb, since: Date): Promise<NewProposal[]> {
  const attacked = await guessedAccounts(tx, since, ATTACKED);
  const accounts = attacked.filter(({ says }) => says === 0).slice(0, ATTACKED.named);
  if (accounts.length === 0) return [];
  const lines = accounts.map(
    ({ account, alerts, numbers }) =>
      `“${oneLine(account, 80)}”: ${alerts} alerts (${numbers.map(alertRef).join(', ')})`,
  );
  return [
    advice({
      title: 'Advice: turn on two-factor sign-in for the accounts that are attacked most',
      why: `${accounts.length} accounts that people use were named by at least ${ATTACKED.fewestAlerts} alerts about guessed or stolen passwords in ${DAYS} days. See ${citedFor(accounts).map(alertRef).join(', ')}.`,
      summary: `SafeNest cannot turn it on; whoever runs the sign-in can.\n${lines.join('\n')}`,
      facts: { accounts: accounts.length, alerts: accounts.reduce((sum, { alerts }) => sum + alerts, 0) },
    }),
  ];
}

const CITED = 3;

/** An alert of each account that none before it has, where there is one; several of them may stand on the same. */
function citedFor(accounts: readonly { numbers: readonly number[] }[]): number[] {
  const cited = new Set<number>();
  for (const { numbers } of accounts) {
    const one = numbers.find((number) => !cited.has(number));
    if (one !== undefined && cited.size < CITED) cited.add(one);
  }
  return [...cited];
}

/** How alike faces must be is calibrated for each person from corrections; more pictures are what people can add. */
async function morePictures(tx: OrgDb, since: Date): Promise<NewProposal[]> {
  const people = await mistakenPeople(tx, since, MISTAKEN);
  if (people.length === 0) return [];
  const refs = people.map(({ number, times }) => `${formatReference({ kind: 'person', number })} (${times} times)`);
  return [
    advice({
      title: 'Advice: enrol more pictures of people who are taken for others',
      why: `Somebody said “not this person” at least ${MISTAKEN.fewest} times in ${DAYS} days of ${refs.join(', ')}.`,
      summary: `How alike two faces must be is set for each person by what you correct. Pictures in other light and from other sides help most.\n${refs.join('\n')}`,
      facts: { times: people.reduce((sum, { times }) => sum + times, 0) },
    }),
  ];
}

const advice = ({
  title,
  why,
  summary,
  facts,
}: {
  title: string;
  why: string;
  summary: string;
  facts: Record<string, number>;
}): NewProposal => ({
  kind: 'create_incident',
  args: { title, severity: 'low', summary },
  why: `${why} This is advice: approving it opens a task as an incident, and changes nothing else.`,
  // names of accounts come from logs
  untrusted: false,
  facts,
});
