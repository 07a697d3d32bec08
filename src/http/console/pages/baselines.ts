import type { BaselineKind } from '../../../domain/unusual.ts';
import { STATE_WORDS } from '../../../messages/catalogue/unusual.ts';
import type { BaselineLine, BaselineSeen } from '../../../pipeline/anomaly/baselines/see-baselines.ts';
import { heatMap } from '../heat-map.ts';
import { breakable, type Html, html } from '../html.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { number, plural } from '../words.ts';

export const baselinePath = (kind: BaselineKind, name: string): string =>
  `/baselines/${kind}?${new URLSearchParams({ name })}`;

const KIND_WORDS: Record<BaselineKind, string> = {
  organisation: 'All accounts',
  account: 'Account',
  camera: 'Camera',
  object: 'Seen by a camera',
};

const KINDS = [
  { kind: null, label: 'All' },
  { kind: 'account', label: 'Accounts' },
  { kind: 'camera', label: 'Cameras' },
  { kind: 'object', label: 'Seen by cameras' },
] as const;

/** "What is usual?": whose habits, and which cameras, are known how well. */
export function baselinesPage(lines: readonly BaselineLine[], kind: BaselineKind | null, clock: Clock): Html {
  return html`${pageHead({ title: 'What is usual?', lead: 'When which account signs in and what cameras see: learned hour by hour for every weekday, the last 30 days counting most.', aside: html`<a role="button" class="secondary outline" href="/anomalies">What is unusual</a>` })}
<nav aria-label="Of what"><ul class="chips">${KINDS.map((one) => html`<li><a class="chip" href="/baselines${one.kind && `?kind=${one.kind}`}"${one.kind === kind && html` aria-current="page"`}>${one.label}</a></li>`)}</ul></nav>
${
  lines.length === 0
    ? empty(
        'Nothing is known yet',
        html`Habits appear here some seconds after logins come in, and what cameras usually see some minutes after they saw it.`,
      )
    : html`${(kind === null || kind === 'account') && html`<p><a href="${baselinePath('organisation', '')}">All accounts together</a></p>`}<div class="panel flush folds"><table><thead><tr><th scope="col">Of</th><th scope="col">Name</th><th scope="col">State</th><th scope="col" class="num">Events</th><th scope="col">Learned</th></tr></thead><tbody>${lines.map(row(clock))}</tbody></table></div>
<p class="quiet">It is learning for two weeks and 20 events, then ready; stale is what did not happen for 30 days.</p>`
}`;
}

const row =
  (clock: Clock) =>
  ({ kind, name, title, events, state, updatedAt }: BaselineLine): Html =>
    html`<tr><td class="tight">${KIND_WORDS[kind]}</td><th scope="row"><a href="${baselinePath(kind, name)}">${breakable(title)}</a></th><td class="tight" data-label="State">${state}</td><td class="num tight" data-label="Events">${number(events)}</td><td class="tight" data-label="Learned">${ago(updatedAt, clock)}</td></tr>`;

export interface BaselineView extends BaselineSeen {
  /** Of a camera: what is seen there, each by its own baseline. */
  seenThere: readonly BaselineLine[];
  /** The visitor may have it forgotten. */
  mayForget: boolean;
}

/** "When does this usually happen?": one baseline as a heat map, and in words when it hardly ever does. */
export function baselinePage(view: BaselineView): Html {
  const { kind, name, title, pattern, state, timeZone, seenThere } = view;
  const question =
    kind === 'camera'
      ? html`When does ${breakable(title)} usually see something?`
      : kind === 'object'
        ? html`When are ${breakable(title)} usually seen?`
        : kind === 'organisation'
          ? 'When are all accounts usually here?'
          : html`When is ${breakable(title)} usually here?`;
  return html`<p class="crumb"><a href="/baselines">What is usual</a> / ${breakable(title)}</p>
${pageHead({ title: question, lead: `${plural(pattern.events, 'event')} so far; ${STATE_WORDS[state]}. Hours are those of ${timeZone}.` })}
<section class="panel">${heatMap(
    { mean: view.usual.map(({ mean }) => mean), own: pattern.mean },
    { title: 'Events in an hour, by weekday', unit: 'events in a usual week' },
  )}<p class="quiet">Each hour is mixed with the same hour on the other days, which count as two of its weeks: a few weeks of one weekday say little by themselves. What happened on Fridays alone is shaded lightly on the other days, too; each hour of the picture says what its own day had.</p>${state === 'ready' && html`<p>${quietWords(view)}</p>`}</section>
${
  seenThere.length > 0 &&
  html`<section class="panel" aria-labelledby="there-title"><h2 id="there-title">What is seen there</h2><ul>${seenThere.map((one) => html`<li><a href="${baselinePath(one.kind, one.name)}">${breakable(one.title)}</a> <span class="quiet">${plural(one.events, 'event')}</span></li>`)}</ul></section>`
}
${kind === 'account' && accountPart(view)}
${(kind === 'camera' || kind === 'object') && html`<p><a href="/events?camera=${name.split(' ')[0]!}">What happened there</a> · the <a href="/rules">rule</a> “Rare at this hour at a camera” says what of it becomes an alert.</p>`}`;
}

const accountPart = ({ name, mayForget }: BaselineView): Html =>
  html`<p><a href="/anomalies?${new URLSearchParams({ account: name, range: 'last_30d' }).toString()}">What was unusual about it</a></p>
${mayForget && html`<section class="panel" aria-labelledby="forget-title"><h2 id="forget-title">Forget it</h2><p>What this account usually does, and which of its logins stood out, is deleted; nothing from before is learned again. Its logins stay in the log.</p><form method="post" action="/baselines/account/forget">${askFirst('Forget what is known of this account? This cannot be taken back.')}<input type="hidden" name="name" value="${name}"><button class="danger outline">Forget what is known</button></form></section>`}`;

/** `Hardly ever between 22:00 and 06:00.` */
export function quietWords({ quiet }: Pick<BaselineSeen, 'quiet'>): string {
  // single hours among busy ones say little
  const long = quiet.filter(({ from, to }) => (to - from + 24) % 24 !== 1);
  if (long.length === 0) return 'There is no longer stretch of the day in which it hardly ever happens.';
  const said = long.map(({ from, to }) => `between ${hour(from)} and ${hour(to)}`);
  return `Hardly ever ${said.join(' and ')}: what happens then is rare.`;
}

const hour = (value: number): string => `${String(value).padStart(2, '0')}:00`;
