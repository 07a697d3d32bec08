import { LANGUAGES } from '../../../domain/language.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import type { TrackerShown } from '../../../pipeline/tickets/tracker.ts';
import { breakable, flag, type Html, html, safeUrl } from '../html.ts';
import { icon } from '../icons.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { SEVERITY_WORD } from '../words.ts';
import { LANGUAGE_WORD } from './report.ts';

export interface TicketsView {
  clock: Clock;
  tracker: TrackerShown | null;
}

/** "Which incidents become tickets?": the organisation's Jira, how it goes with it, and what goes there. */
export function ticketsPage({ clock, tracker }: TicketsView): Html {
  return html`<p class="crumb"><a href="/connections">Connections</a> / Tickets</p>
${pageHead({ title: 'Which incidents become tickets?', lead: 'An incident can have a ticket in Jira: made once, told of every change, and read every minute. What people write there stands quoted in the timeline.' })}
${tracker ? standing(tracker, clock) : empty('No issue tracker is connected', 'Connect Jira below. Until then incidents have no tickets.')}
<section class="panel" aria-labelledby="set-title"><h2 id="set-title">${tracker ? 'Change it' : 'Connect Jira'}</h2>${form(tracker)}</section>`;
}

function standing(tracker: TrackerShown, clock: Clock): Html {
  const { site, project, issueType, floor, failingSince, lastError, dead, why, waiting } = tracker;
  return html`<section class="panel" aria-labelledby="jira-title"><header><h2 id="jira-title">Jira</h2><span class="quiet">${tracker.kind === 'jira_cloud' ? 'Cloud' : 'Data Center'}${!tracker.enabled && ', off'}</span></header>
${failingSince && html`<div class="flash flash-problem" role="note">${icon('warning')}<p>It has failed since ${ago(failingSince, clock)}: ${breakable(lastError ?? '')}</p></div>`}
${dead > 0 && html`<div class="flash flash-problem" role="note">${icon('warning')}<p>${dead} given up after a day: ${breakable(why ?? 'it was refused')}</p></div>`}
<dl class="facts"><div><dt>Where</dt><dd><a href="${safeUrl(site)}" rel="noreferrer">${breakable(site)}</a>, project ${project}, ${issueType}</dd></div><div><dt>Which incidents</dt><dd>${floor === null ? 'Those somebody asks for' : `From ${SEVERITY_WORD[floor].toLowerCase()} upward, and those somebody asks for`}</dd></div><div><dt>Comments</dt><dd>${tracker.comments ? 'Go both ways' : 'Stay where they are written'}</dd></div><div><dt>When the ticket is done</dt><dd>${tracker.closes ? 'The incident is closed' : 'The timeline says so'}</dd></div><div><dt>Linked</dt><dd>${tracker.linked}</dd></div><div><dt>Waiting</dt><dd>${waiting}</dd></div><div><dt>Last read</dt><dd>${tracker.readAt ? ago(tracker.readAt, clock) : 'never'}</dd></div></dl>
<div class="actions"><form method="post" action="/tickets/test"><button class="secondary outline">Test the connection</button></form>${(dead > 0 || waiting > 0) && html`<form method="post" action="/tickets/again"><button class="secondary outline">Try again now</button></form>`}<form method="post" action="/tickets/remove">${askFirst('Remove the connection and its token? Tickets stay as they are, there and here.')}<button class="danger outline">Remove</button></form></div></section>`;
}

const form = (one: TrackerShown | null): Html =>
  html`<form method="post" action="/tickets"><div class="field-grid top"><label>Jira<select name="kind"><option value="jira_cloud"${flag('selected', one?.kind !== 'jira_data_center')}>Cloud</option><option value="jira_data_center"${flag('selected', one?.kind === 'jira_data_center')}>Data Center</option></select></label>
<label>Address<input type="url" name="site" required maxlength="300" autocomplete="off" value="${one?.site}" placeholder="https://example.atlassian.net"><small>Public, or allowed by DELIVERY_PRIVATE_NETWORKS; no redirect is followed.</small></label>
<label>Project<input name="project" required maxlength="30" autocomplete="off" value="${one?.project}" placeholder="SEC"><small>Its key.</small></label>
<label>Issue type<input name="issue_type" required maxlength="100" autocomplete="off" value="${one?.issueType ?? 'Task'}"></label>
<label>E-mail<input type="email" name="email" maxlength="320" autocomplete="off" value="${one?.email}"><small>Of the account whose API token it is. Cloud only.</small></label>
<label>Token<input type="password" name="token" maxlength="2000" autocomplete="new-password" placeholder="${one ? 'stays as it is' : ''}"><small>An API token (Cloud) or a personal access token. Kept sealed, and shown to nobody.</small></label>
<label>Which incidents<select name="floor"><option value="">Only those somebody asks for</option>${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', one?.floor === severity)}>${SEVERITY_WORD[severity]}${severity !== 'critical' && ' and worse'}</option>`)}</select></label>
<label>Comments<select name="comments"><option value="yes"${flag('selected', one?.comments !== false)}>Go both ways</option><option value="no"${flag('selected', one?.comments === false)}>Stay where they are written</option></select></label>
<label>When the ticket is done<select name="closes"><option value="no"${flag('selected', !one?.closes)}>The timeline says so</option><option value="yes"${flag('selected', one?.closes === true)}>The incident is closed</option></select></label>
<label>Language of tickets<select name="language">${LANGUAGES.map((language) => html`<option value="${language}"${flag('selected', language === (one?.language ?? 'en'))}>${LANGUAGE_WORD[language]}</option>`)}</select></label>
<label>State<select name="enabled"><option value="yes"${flag('selected', one?.enabled !== false)}>On</option><option value="no"${flag('selected', one?.enabled === false)}>Off</option></select></label></div><button>${one ? 'Save' : 'Connect'}</button></form>`;
