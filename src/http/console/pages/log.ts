import type { Alert } from '../../../domain/alert.ts';
import type { LoginEvent } from '../../../domain/event.ts';
import { formatReference } from '../../../domain/reference.ts';
import { networkText } from '../../../messages/catalogue/networks.ts';
import { type Child, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { absolute, type Clock, relative } from '../time.ts';
import { outcome } from './alert.ts';
import { feedItem } from './desk.ts';
import { keepForm } from './rule-examples.ts';

export interface LogView {
  clock: Clock;
  event: LoginEvent;
  /** Rules that it can be kept for as an example. */
  rules: readonly { ref: string; name: string }[];
  /** The alerts that stand on this event. */
  alerts: Alert[];
}

/** One stored event: everything its source said. */
export function logPage({ clock, event, alerts, rules }: LogView): Html {
  const reference = formatReference({ kind: 'event', number: event.sequence });
  const fact = (label: string, value: Child): Child => value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const place = [event.city, event.country].filter(Boolean).join(', ');
  return html`<p class="crumb"><a href="/logs">Logs</a> / ${reference}</p>
${pageHead({ title: event.outcome === 'failure' ? `Failed login of ${event.account}` : `Login of ${event.account}`, lead: `${absolute(event.occurredAt, clock)}, ${relative(event.occurredAt, clock)}` })}
<div class="columns"><section class="panel" aria-label="What the source said">
<dl class="facts">${fact('Outcome', outcome(event.outcome))}${fact('Account', html`<a href="/logs?user=${encodeURIComponent(event.account)}">${event.account}</a>`)}${fact('Address', event.address && html`<a href="/logs?ip=${encodeURIComponent(event.address)}">${event.address}</a>`)}${fact('Place', place)}${fact('Network', networkText(event.network, 'en'))}${fact('Device', event.device)}${fact('Method', event.method)}${fact('Second factor', event.mfa == null ? null : event.mfa ? 'used' : 'not used')}${fact('Reason', event.reason)}${fact('Source', event.source)}${fact('Source’s own id', html`<span class="mono">${event.eventId}</span>`)}</dl>
<figure class="quote"><blockquote>${event.text}</blockquote><figcaption>as ${event.source} wrote it</figcaption></figure>
</section>
<section class="panel" aria-labelledby="alerts-title"><h2 id="alerts-title">Alerts on it</h2>${alerts.length === 0 ? html`<p class="quiet">No rule objected to this event.</p>` : html`<ul class="feed">${alerts.map((alert) => feedItem(alert, clock))}</ul>`}${keepForm(reference, rules)}</section></div>`;
}
