import type { Camera } from '../../../domain/camera.ts';
import { LIMITED_ROLES } from '../../../domain/camera-access.ts';
import type { Member } from '../../../domain/member.ts';
import type { ShownAccess } from '../../../pipeline/cameras/camera-access.ts';
import { type Html, html } from '../html.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { ROLE_WORD } from '../words.ts';

export interface CameraAccessView {
  clock: Clock;
  limits: readonly ShownAccess[];
  cameras: readonly Camera[];
  members: readonly Member[];
}

/** "Who sees which cameras?": who is limited to some of them, and a form that limits somebody. */
export function cameraAccessPage({ clock, limits, cameras, members }: CameraAccessView): Html {
  return html`<p class="crumb"><a href="/cameras">Cameras</a> / Who sees which</p>
${pageHead({ title: 'Who sees which cameras?', lead: 'Everybody whose role may see cameras sees all of them, but for whom you limit here. What other cameras took, saw or raised is not there for them: in answers, pages, searches, cards or pictures.' })}
${limits.length === 0 ? empty('Nobody is limited', 'Everybody whose role may see cameras sees all of them.') : html`<div class="panel flush folds"><table><thead><tr><th scope="col">Who</th><th scope="col">Sees</th><th scope="col">Since</th><th scope="col"><span class="sr-only">What to do</span></th></tr></thead><tbody>${limits.map((one) => row(one, clock))}</tbody></table></div>`}
${form({ cameras, members })}`;
}

const nameOf = ({ member, role }: ShownAccess): string =>
  member ? member.name : `Every ${ROLE_WORD[role!].toLowerCase()}`;

const row = (one: ShownAccess, clock: Clock): Html =>
  html`<tr><th scope="row">${nameOf(one)}</th><td>${one.cameras.length === 0 ? 'no camera' : one.cameras.map(({ name }) => name).join(', ')}</td><td class="tight">${ago(one.updatedAt, clock)}<br><small>by ${one.updatedBy}</small></td><td class="tight"><form method="post" action="/camera-access">${askFirst(`Let ${nameOf(one)} see all cameras again?`)}<input type="hidden" name="whom" value="${one.member?.id ?? one.role}"><input type="hidden" name="all" value="yes"><button class="secondary outline small">All cameras</button></form></td></tr>`;

const form = ({ cameras, members }: Pick<CameraAccessView, 'cameras' | 'members'>): Html =>
  html`<section class="panel" aria-labelledby="limit-title"><h2 id="limit-title">Limit somebody</h2><form method="post" action="/camera-access"><label>Who<select name="whom">${members.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}${LIMITED_ROLES.map((role) => html`<option value="${role}">Every ${ROLE_WORD[role].toLowerCase()}</option>`)}</select></label><fieldset><legend>Sees these alone</legend><div class="ticks">${cameras.map(({ number, name }) => html`<label><input type="checkbox" name="camera_${number}" value="yes"> ${name}</label>`)}</div></fieldset><button>Limit</button><p class="quiet after">What is said of one member goes before what is said of their role. None ticked: no camera. A camera that is added later is not among them. Admins see all.</p></form></section>`;
