import { PROOF_KINDS, type ProofKind } from '../../../domain/second-proof.ts';
import { flag, type Html, html } from '../html.ts';

/** Asks for the PIN; its form does the same once more, with it. What was typed is never put back. */
export const pinPage = (view: {
  action: string;
  fields: Record<string, string | readonly string[]>;
  back: string;
  problem: string | null;
}): Html =>
  html`<div class="empty"><h1>Give your PIN to do this</h1><p>Your organisation asks for it before what is critical. Nothing was done yet.</p>${view.fields.id && html`<p>What it is for: <code>${view.fields.id} ${String(view.fields.value ?? '').split(':')[0]}</code></p>`}${view.problem && html`<div class="flash flash-problem" role="alert"><p>${view.problem}</p></div>`}<form method="post" action="${view.action}">${Object.entries(view.fields).flatMap(([name, values]) => [values].flat().map((value) => html`<input type="hidden" name="${name}" value="${value}">`))}<label>PIN<input type="password" name="proof_pin" required inputmode="numeric" autocomplete="off" maxlength="12" autofocus></label><div class="actions"><a role="button" class="secondary outline" href="${view.back}">No, go back</a><button class="danger outline">Do it</button></div></form><p class="quiet">You have no PIN yet, or want another one? <a href="/account">Your account page</a>. It is locked after five wrong ones; an admin resets it.</p></div>`;

/** On one's account page: a PIN of one's own. */
export const ownPin = (state: 'set' | 'locked' | null, hasPassword: boolean): Html =>
  html`<section class="panel" aria-labelledby="pin-title"><h2 id="pin-title">${state === null ? 'Set a PIN' : 'Change PIN'}</h2><p class="quiet">Where your organisation asks for a second proof before what is critical (a ban, say), you give this PIN, here and in chat.</p>${
    state === 'locked'
      ? html`<p>Your PIN is locked after too many wrong ones. An admin resets it on the Members page; then set a new one here.</p>`
      : html`<form method="post" action="/account/pin">${state === 'set' ? html`<label>Current PIN<input type="password" name="current" required inputmode="numeric" autocomplete="off" maxlength="12"></label>` : hasPassword && html`<label>Your password<input type="password" name="current" required autocomplete="current-password" maxlength="1000"></label>`}<label>New PIN<input type="password" name="next" required inputmode="numeric" pattern="[0-9]{6,12}" autocomplete="off" maxlength="12"><small>6 to 12 digits, not all the same and not counted up or down.</small></label><button>${state === null ? 'Set PIN' : 'Change PIN'}</button></form>`
  }</section>`;

const WORDS: Record<ProofKind, string> = {
  ban: 'banning somebody',
  rules: 'approving a rule or a change of one',
  people: 'forgetting a person',
  pause: 'lifting a pause',
};

/** What a second proof is asked for, for admins. */
export const proofSettings = (asked: readonly ProofKind[]): Html =>
  html`<section class="panel" aria-labelledby="proof-title"><h2 id="proof-title">Ask for a second proof before</h2><p class="quiet">Whoever does one of these gives their own PIN first, here and in chat. Making a key, a sign-in link or a role that may do them asks for it, too; keys and the command line themselves are not asked. To ask for less, give yours.</p><form method="post" action="/members/second-proof"><fieldset><legend class="sr-only">Ask for a second proof before</legend>${PROOF_KINDS.map((kind) => html`<label><input type="checkbox" name="before.${kind}" value="on"${flag('checked', asked.includes(kind))}> ${WORDS[kind]}</label>`)}</fieldset><button>Save</button></form></section>`;
