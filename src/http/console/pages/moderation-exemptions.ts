import type { GuardedChannel } from '../../../domain/moderation.ts';
import { TRIGGERS } from '../../../domain/moderation-policy.ts';
import { channelText } from '../../../messages/case-text.ts';
import { exemptAccountRows, exemptChannelRows, placeKey } from '../exemptions-form.ts';
import { flag, type Html, html } from '../html.ts';
import { capital, platformWord, words } from '../moderation-words.ts';
import type { Form } from '../visit.ts';

/** Whom no case is opened about, and what may be said in some channels; a part of the policy's form. */
export function exemptionsSection(form: Form, channels: readonly GuardedChannel[]): Html {
  const platforms = [...new Set(channels.map(({ platform }) => platform))];
  return html`<section class="panel" aria-labelledby="exempt-title"><h2 id="exempt-title">Exempt</h2><p class="quiet">What an exempt account says opens no case. An exempt channel leaves out the lines you choose. Programs never open a case. Leave a row empty to take it out.</p><input type="hidden" name="exemptions" value="on">
<table class="figures"><caption>Accounts</caption><thead><tr><th scope="col">Platform</th><th scope="col">Account</th><th scope="col">Why</th></tr></thead><tbody>${exemptAccountRows(form).map((i) => accountRow(i, form))}</tbody></table>
<datalist id="exempt-platforms">${platforms.map((platform) => html`<option value="${platform}">${platformWord(platform)}</option>`)}</datalist>
${channels.length === 0 ? html`<p class="quiet">Channels can be chosen here once one is guarded.</p>` : exemptChannelRows(form).map((i) => channelRow(i, form, channels))}</section>`;
}

const accountRow = (i: number, form: Form): Html =>
  html`<tr><th scope="row"><input class="short" name="exempt.account.${i}.platform" list="exempt-platforms" maxlength="40" autocomplete="off" aria-label="Platform of exempt account ${i + 1}" value="${form[`exempt.account.${i}.platform`]}"></th><td><input name="exempt.account.${i}.account" maxlength="200" autocomplete="off" aria-label="Exempt account ${i + 1}, as the platform numbers it" value="${form[`exempt.account.${i}.account`]}"></td><td><input name="exempt.account.${i}.why" maxlength="200" autocomplete="off" aria-label="Why account ${i + 1} is exempt" value="${form[`exempt.account.${i}.why`]}"></td></tr>`;

function channelRow(i: number, form: Form, channels: readonly GuardedChannel[]): Html {
  const chosen = form[`exempt.channel.${i}.place`] ?? '';
  // one that is no longer known stays as it was set
  const known = channels.some((channel) => placeKey(channel) === chosen);
  return html`<fieldset class="trigger"><legend>Channel ${i + 1}</legend><div class="field-grid"><label>Channel<select name="exempt.channel.${i}.place"><option value="">none</option>${chosen !== '' && !known && html`<option value="${chosen}" selected>${chosen}</option>`}${channels.map((channel) => html`<option value="${placeKey(channel)}"${flag('selected', placeKey(channel) === chosen)}>${channelText(channel)} (${platformWord(channel.platform)})</option>`)}</select></label><label>Why<input name="exempt.channel.${i}.why" maxlength="200" autocomplete="off" value="${form[`exempt.channel.${i}.why`]}"></label></div><div class="row">${TRIGGERS.map((trigger) => html`<label><input type="checkbox" name="exempt.channel.${i}.${trigger}" value="on"${flag('checked', form[`exempt.channel.${i}.${trigger}`] === 'on')}>${capital(words.triggers[trigger])}</label>`)}</div></fieldset>`;
}
