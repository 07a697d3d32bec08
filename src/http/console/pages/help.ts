import type { Principal } from '../../../domain/principal.ts';
import { can } from '../../../domain/role.ts';
import { type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { pageHead } from '../layout.ts';

/** "How does this work?": the few things one needs to know. */
export function helpPage({ principal }: { principal: Principal }): Html {
  return html`${pageHead({ title: 'How does this work?' })}
<div class="columns"><div>
<section class="panel" aria-labelledby="ask-title"><h2 id="ask-title">Asking</h2><p>Write on the <a href="/">desk</a> as you would to a colleague. Say what, whose and when, as far as you know it:</p><ul><li>“Show high-risk events from yesterday and open an incident.”</li><li>“How many failed logins today, by country?”</li><li>“Who tried to break in on 10 December 2015?”</li><li>“Close INC-3: it was the penetration test.”</li></ul><p>Answers cite what they stand on, like <code>ALR-204</code>; every reference is a link. The steps behind an answer are folded under it. When SafeNest does not understand or may not look, it says so.</p></section>
<section class="panel" aria-labelledby="how-title"><h2 id="how-title">From login to incident</h2><p>Logins arrive from your systems. <a href="/rules">Rules</a> look at each one; what breaks a rule becomes an alert. One attack is one alert, however many logins it takes. People decide: acknowledge it, resolve it, call it a false alarm, or open an incident that gathers alerts, evidence and what was done. Changes to an incident can be undone.</p></section>
${can(principal.role, 'logs.read') && html`<section class="panel" aria-labelledby="search-title"><h2 id="search-title">Searching the logs</h2><ul><li><code>root admin</code>: both words</li><li><code>"invalid user"</code>: these words together</li><li><code>root OR admin</code>, <code>root NOT publickey</code>, <code>(root OR admin) AND failed</code></li><li>Times: <code>today</code>, <code>yesterday</code>, <code>last_7d</code>, <code>last_night</code>, <code>2015-12-10</code>, <code>2015-12-10T02:00/2015-12-10T04:00</code>, in your time zone</li></ul></section>`}
<section class="panel" id="times" aria-labelledby="times-title"><h2 id="times-title">Writing a time</h2><ul><li>Counting back from now: <code>last_hour</code>, <code>last_30m</code>, <code>last_24h</code>, <code>last_7d</code>, <code>last_2w</code></li><li>By the calendar: <code>today</code>, <code>yesterday</code>, <code>this_week</code>, <code>last_month</code>, <code>monday</code></li><li>A day, a month, a year: <code>2015-12-10</code>, <code>2015-12</code>, <code>2015</code></li><li>Hours of a day: <code>today_14_16</code>, <code>yesterday_09_12</code>, <code>2015-12-10_02_04</code></li><li>From and to: <code>2015-12-10/2015-12-12</code>, <code>2015-12-10T02:00/2015-12-10T04:00</code>; until now: <code>2015-12-10/</code></li></ul></section>
</div><div>
<section class="panel" aria-labelledby="severity-title"><h2 id="severity-title">How bad is it?</h2><p>${severityBadge('critical')} somebody is probably in</p><p>${severityBadge('high')} look at it today</p><p>${severityBadge('medium')} look at it this week</p><p>${severityBadge('low')} good to know</p></section>
<section class="panel" aria-labelledby="keys-title"><h2 id="keys-title">Keyboard</h2><dl class="facts list"><div><dt>On the desk</dt><dd><kbd>/</kbd> write a question</dd></div><div><dt>While writing</dt><dd><kbd>Enter</kbd> ask, <kbd>Shift</kbd> <kbd>Enter</kbd> new line</dd></div><div><dt>While an answer streams</dt><dd><kbd>Esc</kbd> stop it</dd></div></dl></section>
<section class="panel" aria-labelledby="programs-title"><h2 id="programs-title">For programs</h2><p>Everything here is also in the <a href="/api/docs">API</a>.</p></section>
</div></div>`;
}
