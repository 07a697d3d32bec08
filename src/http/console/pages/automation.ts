import { AUTONOMY_LEVELS, type Autonomy, type AutonomyLevel, MOST_PER_HOUR } from '../../../domain/autonomy.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can } from '../../../domain/role.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { pageHead } from '../layout.ts';
import { ago, type Clock, exact } from '../time.ts';
import { number } from '../words.ts';

export interface AutomationView {
  principal: Principal;
  clock: Clock;
  autonomy: Autonomy;
  /** Actions taken by itself within the hour. */
  taken: number;
}

const LEVEL: Record<AutonomyLevel, { name: string; meaning: string }> = {
  paused: {
    name: 'Paused',
    meaning:
      'Nothing happens by itself: no automatic moderation, no rules proposed unasked, no language model, no questions answered that nobody put to it. What is noticed is still told; buttons and questions work.',
  },
  suggest: {
    name: 'Suggest',
    meaning: 'Nothing is done to people by itself. What the policy would do is suggested, with buttons.',
  },
  act: {
    name: 'Act',
    meaning:
      'What the policy has done by itself is done, with one button to take it back. A ban is never done by itself.',
  },
};
export const PAUSES = { '1': '1 hour', '4': '4 hours', '24': '24 hours', '': 'Until somebody changes it' } as const;

/** "What happens by itself?": one button that stops it all, and how much there is of it. */
export function automationPage({ principal, clock, autonomy, taken }: AutomationView): Html {
  const { level, perHour } = autonomy;
  const sets = can(principal.role, 'moderation.write');
  const raises = can(principal.role, 'rules.write');
  const mayResume = raises || (autonomy.by !== null && autonomy.by.id === principal.actor.id);
  return html`${pageHead({ title: 'What happens by itself?', lead: LEVEL[level].meaning })}
<section class="panel" aria-labelledby="now-title"><h2 id="now-title">Now: ${LEVEL[level].name}</h2>
<p class="quiet">${since(autonomy, clock)}${autonomy.until && html` Until ${exact(autonomy.until, clock)}, then: ${LEVEL[autonomy.before].name}.`}${autonomy.reason && html` “${breakable(autonomy.reason)}”`}</p>
<p>${number(taken)} of at most ${number(perHour)} actions by itself in the last hour.</p>
${sets && (level === 'paused' ? mayResume && resumeForm(autonomy) : pauseForm())}</section>
${raises && settingsForm(autonomy)}`;
}

const since = ({ since, by }: Autonomy, clock: Clock): Html =>
  since
    ? html`${by ? `Set by ${by.name}` : 'So again'} ${ago(since, clock)}.`
    : html`As it is from the beginning: nobody has changed it.`;

const resumeForm = ({ before }: Autonomy): Html =>
  html`<form method="post" action="/automation/resume"><button>Go on: ${LEVEL[before].name}</button></form>`;

const pauseForm = (): Html =>
  html`<form method="post" action="/automation/pause"><div class="field-grid top"><label>For how long<select name="hours">${Object.entries(PAUSES).map(([hours, words]) => html`<option value="${hours}"${flag('selected', hours === '')}>${words}</option>`)}</select></label><label>Why <small>(not needed)</small><input name="reason" maxlength="500" autocomplete="off"></label></div><button class="danger">${icon('stop')} Pause everything now</button></form>`;

const settingsForm = ({ level, perHour }: Autonomy): Html =>
  html`<section class="panel" aria-labelledby="set-title"><h2 id="set-title">How much may happen</h2><form method="post" action="/automation"><fieldset class="choices"><legend class="sr-only">How much may happen</legend>${AUTONOMY_LEVELS.toReversed().map((one) => html`<label><input type="radio" name="level" value="${one}"${flag('checked', one === level)}> ${LEVEL[one].name}<small>${LEVEL[one].meaning}</small></label>`)}</fieldset><div class="field-grid top"><label>For how long<select name="hours">${Object.entries(PAUSES).map(([hours, words]) => html`<option value="${hours}"${flag('selected', hours === '')}>${words}</option>`)}</select></label><label>Actions by itself in an hour, at most<input type="number" name="per_hour" min="0" max="${MOST_PER_HOUR}" value="${perHour}" required><small>What is due beyond that waits for moderators.</small></label></div><button>Save</button></form></section>`;

/** Above every page while nothing happens by itself. */
export const pausedNotice = ({ by, since, until }: Autonomy, clock: Clock): Html =>
  html`<div class="flash flash-problem standing" role="status">${icon('stop')}<p>Nothing happens by itself: paused${by && ` by ${by.name}`}${since && html` ${ago(since, clock)}`}${until && html`, until ${exact(until, clock)}`}. <a href="/automation">Automation</a></p></div>`;
