import type { BackupState, SeenBackup } from '../../../pipeline/backup/backups.ts';
import type { BackupKind } from '../../../pipeline/backup/manifest.ts';
import { type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { number } from '../words.ts';

const KIND: Record<BackupKind, string> = {
  manual: 'made by hand',
  nightly: 'by night',
  before_update: 'before an update',
  before_restore: 'before a restore',
};

/** What is typed to have a backup restored. */
export const CONFIRMATION = 'RESTORE';

/** "What could we go back to?": the backups that are kept, making one, and going back to one. */
export function backupsPage({ state, clock }: { state: BackupState; clock: Clock }): Html {
  const { kept, running, failed, nightly, restored } = state;
  const lead = nightly
    ? `The database is backed up every night at ${nightly.at} (${nightly.timeZone}); the last ${nightly.keep} are kept.`
    : 'No backup is made by night: set BACKUP_NIGHTLY=yes, or back PostgreSQL up with its own tools.';
  return html`${pageHead({ title: 'What could we go back to?', lead })}
${restored && html`<section class="panel" role="${restored.ok ? 'status' : 'alert'}"><p>${restored.words}</p></section>`}
${failed && html`<section class="panel" role="alert"><p><strong>The last backup was not made.</strong> ${failed}</p></section>`}
${
  running
    ? html`<section class="panel" role="status"><h2>A backup is being made</h2><p>Begun ${ago(running.since, clock)}${running.saving && html`; saving ${running.saving.replaceAll('_', ' ')}`}. You can leave this page.</p><p><a role="button" class="secondary outline" href="/health/backups">Look again</a></p></section>`
    : html`<section class="panel" aria-labelledby="make-title"><h2 id="make-title">Back up now</h2><form method="post" action="/health/backups"><label><input type="checkbox" name="pictures" value="yes"> With the bytes of pictures and other files (larger)</label><button>Back up now</button></form></section>`
}
${
  kept.length === 0
    ? empty('No backups yet', 'The first comes tonight, or press “Back up now”.')
    : html`<div class="panel flush folds"><table><caption>Backups on the server’s disk, newest first</caption><thead><tr><th scope="col">When</th><th scope="col">Holds</th><th scope="col" class="num">Size</th><th scope="col">Version</th><th scope="col"><span class="sr-only">What to do</span></th></tr></thead><tbody>${kept.map((backup) => row(backup, state, clock))}</tbody></table></div>`
}
<section class="panel"><h2>Before you rely on it</h2><p>Backups hold everybody’s data in clear and lie on the same disk: take copies elsewhere, and keep them as you keep the data. The secret of this installation is in none of them; keep it apart, because without it none can be restored. Who was forgotten since a backup comes back with it.</p></section>`;
}

function row(backup: SeenBackup, { restores, running }: BackupState, clock: Clock): Html {
  const { name, kind, at, size, manifest, fit, problem } = backup;
  const holds = manifest
    ? `${number(manifest.tables.reduce((sum, { rows }) => sum + rows, 0))} rows, ${manifest.files.included ? `${number(manifest.files.count)} files` : `files listed only (${number(manifest.files.list.rows)})`}`
    : problem;
  return html`<tr><th scope="row">${ago(at, clock)}<br><small>${KIND[kind]}</small></th><td>${holds}</td><td class="num tight" data-label="Size">${(size / 1e6).toFixed(1)} MB</td><td class="tight">${version(backup)}</td><td class="tight"><div class="row"><a role="button" class="secondary outline" href="/health/backups/${name}" download>Download</a></div>${restores && fit?.fits && !running && html`<details><summary>Restore</summary><form method="post" action="/health/backups/restore"><input type="hidden" name="name" value="${name}"><p>Everything since is replaced, and saved first. SafeNest is away for about a minute, and everybody signs in again.</p><label>Type ${CONFIRMATION}<input name="confirm" required autocomplete="off" pattern="${CONFIRMATION}"></label><button class="danger">Restore this backup</button></form></details>`}</td></tr>`;
}

/** Whether this version can restore it, as a badge. */
function version({ manifest, fit }: SeenBackup): Html {
  if (!manifest) return html`<span class="tag">cannot be read</span>`;
  const badge = fit.fits
    ? fit.behind === 0
      ? 'fits'
      : 'fits, will be updated'
    : fit.why === 'newer'
      ? 'needs a newer SafeNest'
      : 'does not fit';
  return html`${manifest.version}<br><span class="tag">${badge}</span>`;
}

/** Said while the service stops to go back. */
export const restoringPage = (): Html =>
  html`${pageHead({ title: 'SafeNest goes back', lead: 'It stops now, restores the backup and starts again: about a minute. Where the backup turns out not to be well, everything stays as it was, and this page’s list says why.' })}<p><a role="button" href="/health/backups">Open it again</a></p>`;
