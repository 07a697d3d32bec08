import { flag, type Html, html } from '../html.ts';
import type { Form } from '../visit.ts';

/** Which links, invites and files people may post; a part of the policy's form, above the lines that mind them. */
export function contentFieldsets(form: Form): Html {
  const checked = (name: string) => flag('checked', form[name] === 'on');
  const list = (name: string, label: string, hint: string, rows = 3): Html =>
    html`<label>${label}<textarea name="${name}" rows="${rows}" maxlength="20000" autocomplete="off" spellcheck="false">${form[name]}</textarea><small>${hint}</small></label>`;
  return html`<input type="hidden" name="content" value="on">
<fieldset class="trigger"><legend>Links</legend><div class="field-grid"><label>Addresses that no list names<select name="links.others"><option value="allowed"${flag('selected', form['links.others'] !== 'refused')}>Allowed</option><option value="refused"${flag('selected', form['links.others'] === 'refused')}>Refused</option></select></label>${list('links.allowed', 'Allowed domains', 'One a line, with everything below it. The nearer entry decides.')}${list('links.refused', 'Refused domains', 'One a line, like example.org.')}${list('links.imitated', 'Domains that others imitate', 'An address that only looks like one of these, or like an allowed one, is refused.')}</div><label><input type="checkbox" name="links.lookalikes" value="on"${checked('links.lookalikes')}>Refuse addresses that imitate others or mix alphabets</label></fieldset>
<fieldset class="trigger"><legend>Invites and files</legend><div class="field-grid">${list('invites.allowed', 'Invites that may be posted', 'Those to your own places, one a line: the link or its code.')}<label>Refused kinds of files<input name="files.refused" maxlength="2000" autocomplete="off" value="${form['files.refused']}"><small>Ends of file names, like iso zip.</small></label><label>Largest file in MB<input type="number" name="files.most" min="0.1" max="10000" step="any" value="${form['files.most']}"><small>Empty: any size.</small></label><label>Seconds in which one person’s posts count together<input type="number" name="spam.seconds" min="10" max="120" step="1" required value="${form['spam.seconds']}"></label></div><label><input type="checkbox" name="files.programs" value="on"${checked('files.programs')}>Refuse programs and scripts</label><label><input type="checkbox" name="files.disguised" value="on"${checked('files.disguised')}>Refuse files that are not what their name says</label></fieldset>`;
}

/** What counts as joining together; a part of the policy's form, above the lines for it. */
export const joinFields = (form: Form): Html =>
  html`<div class="field-grid"><label>Seconds in which those who join count together<input type="number" name="joins.seconds" min="10" max="3600" step="1" required value="${form['joins.seconds']}"></label><label>Days in which an account is very new<input type="number" name="joins.youngDays" min="1" max="365" step="1" required value="${form['joins.youngDays']}"></label></div>`;
