import { type AlertLimits, limitsText } from '../../domain/alert-limits.ts';
import { type Html, html } from './html.ts';
import type { Form } from './visit.ts';

/** Which alerts alone a place is told of. */
export const limitsField = (limits: AlertLimits | null | undefined): Html =>
  html`<label>Only alerts of<input name="only" maxlength="2000" autocomplete="off" value="${limits ? limitsText(limits) : ''}" placeholder="RULE-3, loading dock, svc-*, 203.0.113.*"><small>With commas between; * stands for anything. Empty: all alerts.</small></label>`;

/** What was typed there. */
export const limitsTyped = (form: Form): string[] =>
  (form.only ?? '')
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
