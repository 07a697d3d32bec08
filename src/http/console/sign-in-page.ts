import { type Html, html } from './html.ts';
import { icon, logo } from './icons.ts';
import { page } from './layout.ts';

export interface SignInView {
  /** Why the last attempt did not work, in words for the person. */
  problem?: string | null;
  /** What they typed, so that they need not type it again. */
  email?: string;
  /** Where to go once signed in; a path of this server. */
  next?: string;
  /** The name on the single-sign-on button; null where none is configured. */
  oidc?: string | null;
}

/** The way in: e-mail and password, single sign-on where configured, and how to get a link where neither works. */
export const signInPage = (view: SignInView): string =>
  signedOut(
    'Sign in',
    html`${problem(view.problem)}
${view.oidc && html`<a role="button" class="wide" href="/auth/oidc${view.next && `?next=${encodeURIComponent(view.next)}`}">Continue with ${view.oidc}</a><p class="or"><span>or</span></p>`}
<form method="post" action="/sign-in">
${view.next && html`<input type="hidden" name="next" value="${view.next}">`}
<label>E-mail<input type="email" name="email" autocomplete="username" value="${view.email}" required maxlength="320"${!view.email && html` autofocus`}></label>
<label>Password<input type="password" name="password" autocomplete="current-password" required maxlength="1000"${view.email && html` autofocus`}></label>
<button class="wide">Sign in</button>
</form>
<p class="quiet">No password yet? An admin can make you a one-time link on the Members page, or with
<code>npm run safenest -- members link you@example.com</code>.</p>`,
  );

/** A link is used up only by this button: mail scanners and previews that open it do not spend it. */
export const confirmLinkPage = (view: { token: string; name?: string | null; action?: string }): string =>
  signedOut(
    view.name ? `Welcome, ${view.name}` : 'Welcome',
    html`<p>This one-time link signs you in on this browser. It works once.</p>
<form method="post" action="${view.action ?? '/sign-in/link'}"><input type="hidden" name="token" value="${view.token}"><button class="wide" autofocus>Sign in</button></form>`,
  );

/** A link that is unknown, used or too old: the three look alike on purpose, so that a stranger learns nothing. */
export const deadLinkPage = (message?: string): string =>
  signedOut(
    'This link no longer works',
    html`${problem(message ?? 'It has been used, or it is too old.')}
<p>Ask an admin for a new one, or sign in with your password.</p><a role="button" class="wide" href="/sign-in">Go to sign-in</a>`,
  );

const problem = (text: string | null | undefined): Html | null =>
  text ? html`<div class="flash flash-problem" role="alert">${icon('warning')}<p>${text}</p></div>` : null;

const signedOut = (title: string, body: Html): string =>
  page({
    title,
    principal: null,
    current: null,
    body: html`<section class="sign-in"><p class="brand">${logo()}<span>SafeNest</span></p><h1>${title}</h1>${body}</section>`,
  });
