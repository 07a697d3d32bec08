import { type Permission, rolesWith } from '../../../domain/role.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { roleList } from '../words.ts';

export interface ProblemView {
  title: string;
  /** What happened and what to do. */
  detail: string;
  /** Names this request in the log; shown for failures of ours. */
  requestId?: string;
}

/** An error as a page: what happened, what was kept, what to do. */
export const problemPage = ({ title, detail, requestId }: ProblemView): Html =>
  html`<div class="empty"><p>${icon('warning')}</p><h1>${title}</h1><p>${detail}</p>${requestId && html`<p class="quiet">If it stays so, tell an admin this number: <code>${requestId}</code></p>`}<p class="more"><a role="button" class="secondary outline" href="/">Back to the desk</a></p></div>`;

/** A page one's role may not see: which roles may, so that one knows whom to ask. */
export const refusedPage = (permission: Permission, roleWord: string): Html =>
  problemPage({
    title: 'This page is not for your role',
    detail: `You are here as ${roleWord}. This page is for ${roleList(rolesWith(permission))}; ask one of them, or an admin to change your role.`,
  });

/** Asks again before what cannot be undone, where no script could ask in a dialog. */
export const askPage = (view: {
  question: string;
  label: string;
  action: string;
  fields: Record<string, string>;
  back: string;
}): Html =>
  html`<div class="empty"><h1>${view.question}</h1><form class="actions" method="post" action="${view.action}">${Object.entries(view.fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<a role="button" class="secondary outline" href="${view.back}">No, go back</a><button class="danger outline">${view.label}</button></form></div>`;
