import { CASE_KINDS, type GuardedChannel, MODERATION_STEPS } from '../../../domain/moderation.ts';
import {
  isPosting,
  JOINING,
  KIND_OF,
  mostOf,
  RUNG_STEPS,
  STEP_MODES,
  type StepMode,
  TRIGGERS,
  type Trigger,
  unitOf,
} from '../../../domain/moderation-policy.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { silentWords } from '../../../messages/catalogue/silent-triggers.ts';
import { type SilentShown, silentLines } from '../../../messages/views/silent-card.ts';
import type { ThresholdHistogram, TriggerHistogram } from '../../../pipeline/moderation/histogram.ts';
import type { PolicyVersion } from '../../../pipeline/moderation/policy.ts';
import type { RulePrecision } from '../../../pipeline/moderation/precision.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';
import { askFirst, pageHead } from '../layout.ts';
import { capital, STRICTNESS_WORD, words } from '../moderation-words.ts';
import { rungRows, THRESHOLDS } from '../policy-form.ts';
import { ago, type Clock } from '../time.ts';
import type { Form } from '../visit.ts';
import { number, plural, SEVERITY_WORD } from '../words.ts';
import { contentFieldsets, joinFields } from './moderation-content.ts';
import { exemptionsSection } from './moderation-exemptions.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface PolicyView {
  waiting: WaitingInModeration;
  clock: Clock;
  /** The version that holds now. */
  current: PolicyVersion;
  /** What stands in the form: the policy that holds, or what somebody is about to set. */
  form: Form;
  /** Of what stands in the form; of the policy that holds where that cannot be read. */
  histogram: ThresholdHistogram;
  /** The form is no policy that holds: it was only looked at. */
  previewed: boolean;
  problem: Child;
  versions: readonly PolicyVersion[];
  precision: readonly RulePrecision[];
  /** What triggers that run silently would have raised. */
  silent: readonly SilentShown[];
  /** Those that are known, to choose from. */
  channels: readonly GuardedChannel[];
  /** The reader may set another. */
  edits: boolean;
}

const MODE_WORD: Record<StepMode, string> = {
  suggest: 'Suggested: a person decides',
  automatic: 'By itself, can be taken back',
  off: 'Never',
};

const TRIGGER_MODES = [
  ['on', 'Opens cases'],
  ['silent', 'Silent: only counts'],
  ['off', 'Off'],
] as const;

const UNIT_WORD = { score: 'score 0–1 of one message', conversation: 'points 0–100', count: 'how many' };

/** "When does a conversation become a case, and then what?": the policy as a form, beside what it would have done. */
export function policyPage(view: PolicyView): Html {
  const { current, form, edits, histogram, previewed, problem } = view;
  return html`${pageHead({ title: 'When does a conversation become a case, and then what?', lead: `${current.version === 0 ? 'The usual policy holds; nobody has set another.' : `Version ${current.version} holds.`} The counts beside each line say how often it would have been crossed in the last 30 days.` })}
${moderationTabs('policy', view.waiting)}
${problem && html`<div class="flash flash-problem" role="alert"><p>${problem}</p></div>`}
${previewed && !problem && html`<div class="flash flash-done" role="status"><p>A preview: the counts are those of the numbers below. Nothing holds until you set it.</p></div>`}
<form method="post" action="/moderation/policy"><input type="hidden" name="based_on" value="${form.based_on ?? current.version}"><fieldset class="plain"${flag('disabled', !edits)}>
<section class="panel" aria-labelledby="when-title"><header><h2 id="when-title">When a case opens</h2><span class="quiet">${plural(histogram.conversations, 'conversation')} in 30 days</span></header><p class="quiet">Scores are those of English. Of German, French and Spanish only plain insults and threats are known, of other languages nothing; <a href="/moderation/channels">Guarded channels</a> says which are written in another language.</p>${TRIGGERS.filter((trigger) => !isPosted(trigger) && !isJoining(trigger) && trigger !== 'power').map((trigger) => triggerRow(trigger, form, histogram))}</section>
<section class="panel" aria-labelledby="posted-title"><h2 id="posted-title">What people may post</h2><p class="quiet">These lines count the messages of one person in a conversation, and what one person posts within a moment. Their counts go by the lists as they stand in this form.</p>${contentFieldsets(form)}${TRIGGERS.filter(isPosted).map((trigger) => triggerRow(trigger, form, histogram))}</section>
<section class="panel" aria-labelledby="joining-title"><h2 id="joining-title">Who joins</h2><p class="quiet">Many who join at once are one case that names them; nothing is done to them by itself. Who joins is kept only while one of these lines is on or silent, and on Discord the bot asks for its Server Members Intent only then. The strictest guarded channel of a server decides.</p>${joinFields(form)}${JOINING.map((trigger) => triggerRow(trigger, form, histogram))}</section>
<section class="panel" aria-labelledby="power-title"><h2 id="power-title">Who is given power</h2><p class="quiet">Somebody who is given a role that may ban, mute, delete or change the server, and a role that is given more of that, are one case that says who, which and by whom; what follows within half an hour joins it. It suggests nothing. Discord tells it where the bot may view the audit log; Slack and Teams tell apps nothing of it; software of your own may, by <code>POST /api/v1/events/ingest</code>.</p>${triggerRow('power', form, histogram)}</section>
<section class="panel" aria-labelledby="bad-title"><h2 id="bad-title">How bad it is</h2><div class="field-grid">${CASE_KINDS.map((kind) => html`<label>${capital(words.kinds[kind])}<select name="base.${kind}">${SEVERITIES.map((one) => html`<option value="${one}"${flag('selected', form[`base.${kind}`] === one)}>${SEVERITY_WORD[one]}</option>`)}</select></label>`)}<label>One worse from a score of<input type="number" name="worse_from" min="0" max="100" step="any" required value="${form.worse_from}"></label></div></section>
<section class="panel" aria-labelledby="then-title"><h2 id="then-title">What is suggested then</h2><p class="quiet">A case counts strikes by how bad it is; half of them are forgotten with each half-life. The highest rung that somebody’s strikes reach is suggested.</p>
<div class="field-grid">${SEVERITIES.map((one) => html`<label>Strikes, ${SEVERITY_WORD[one].toLowerCase()}<input type="number" name="points.${one}" min="0" max="100" step="any" required value="${form[`points.${one}`]}"></label>`)}<label>Half-life in days<input type="number" name="half_life" min="1" max="3650" step="any" required value="${form.half_life}"></label></div>
<table class="figures"><caption>The ladder</caption><thead><tr><th scope="col">Step</th><th scope="col">From strikes</th><th scope="col">Hours</th></tr></thead><tbody>${rungRows(form).map((i) => rungRow(i, form))}</tbody></table><p class="quiet">A timeout and a mute last some hours, a timeout 672 (28 days) at most. Choose “none” to take a rung out.</p></section>
<section class="panel flush" aria-labelledby="who-title"><table class="figures-wide"><caption id="who-title">Who decides</caption><thead><tr><th scope="col">Step</th><th scope="col">How it happens</th><th scope="col">Two people</th></tr></thead><tbody>${MODERATION_STEPS.map((step) => html`<tr><th scope="row">${words.steps[step]}</th><td><select name="mode.${step}" aria-label="How ${words.steps[step]} happens">${STEP_MODES.filter((mode) => step !== 'ban' || mode !== 'automatic').map((mode) => html`<option value="${mode}"${flag('selected', form[`mode.${step}`] === mode)}>${MODE_WORD[mode]}</option>`)}</select></td><td><input type="checkbox" name="two.${step}" value="on" aria-label="${words.steps[step]} needs two people"${flag('checked', form[`two.${step}`] === 'on')}></td></tr>`)}<tr><th scope="row">Several people at once</th><td class="quiet">As the step says; a person decides</td><td><input type="checkbox" name="two.together" value="on" aria-label="What is done to several at once needs two people"${flag('checked', form['two.together'] === 'on')}></td></tr></tbody></table><div class="field-grid"><label>A case that somebody took is free again after minutes without a press<input type="number" name="claim_minutes" min="1" max="1440" step="1" required value="${form.claim_minutes}"></label></div></section>
${exemptionsSection(form, view.channels)}
${edits && html`<section class="panel" aria-labelledby="set-title"><h2 id="set-title">Set it</h2><label>What is changed and why<input name="note" maxlength="500" autocomplete="off" value="${form.note}"></label><div class="row"><button class="secondary outline" formaction="/moderation/policy/preview">Preview the counts</button><button>Set this policy</button></div></section>`}
</fieldset></form>
${!edits && html`<p class="quiet">Admins may change it.</p>`}
${silentPanel(view)}
${precisionPanel(view.precision)}
${versionsPanel(view)}`;
}

/** Whether a line is about what people post, and not about how they treat each other; of those that were always there none is. */
const isPosted = (trigger: Trigger): boolean =>
  isPosting(KIND_OF[trigger]) && trigger !== 'flood' && trigger !== 'mentions';

const isJoining = (trigger: Trigger): boolean => JOINING.some((one) => one === trigger);

function triggerRow(trigger: Trigger, form: Form, histogram: ThresholdHistogram): Html {
  const unit = unitOf(trigger);
  const name = capital(words.triggers[trigger]);
  const step = unit === 'score' ? '0.01' : '1';
  const most = mostOf(trigger);
  const counted = histogram.triggers.find((one) => one.trigger === trigger);
  return html`<fieldset class="trigger"><legend>${name} <select class="short" name="${trigger}.on" aria-label="Whether “${name}” opens cases">${TRIGGER_MODES.map(([value, label]) => html`<option value="${value}"${flag('selected', (form[`${trigger}.on`] ?? 'off') === value)}>${label}</option>`)}</select> <small class="quiet">${UNIT_WORD[unit]}</small></legend><div class="trigger-numbers">${THRESHOLDS.map((one) => html`<label>${STRICTNESS_WORD[one]}<input type="number" name="${trigger}.${one}" min="${unit === 'score' ? 0.01 : 1}" max="${most}" step="${step}" required value="${form[`${trigger}.${one}`]}"></label>`)}</div>${counted && firedFigure(counted, form, name)}</fieldset>`;
}

const WIDTH = 240;
const HEIGHT = 40;
const BINS = 24;

/** How high conversations rose, with a line where the channel's threshold stands, and how many each would have caught. */
function firedFigure({ trigger, unit, points, fired, firedHere }: TriggerHistogram, form: Form, name: string): Html {
  const most = unit === 'score' ? 1 : unit === 'conversation' ? 100 : Math.max(20, ...points.map(({ at }) => at));
  const bins = Array.from({ length: BINS }, () => 0);
  // what nothing was seen in fills the first bin and would hide the rest
  for (const { at, conversations } of points)
    if (at > 0) bins[Math.min(BINS - 1, Math.floor((at / most) * BINS))]! += conversations;
  const tallest = Math.max(1, ...bins);
  const x = (value: number): number => Math.min(WIDTH - 1, (value / most) * WIDTH);
  const said = THRESHOLDS.map((one) => `${STRICTNESS_WORD[one].toLowerCase()} ${number(fired[one])}`).join(' · ');
  return html`<div class="trigger-fired"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${`${name}: how high conversations rose; the words below count them.`}"><line class="chart-line" x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/>${bins.map(
    (count, i) => {
      const height = count === 0 ? 0 : Math.max(2, (HEIGHT - 2) * Math.sqrt(count / tallest));
      return html`<rect class="chart-of" x="${((WIDTH / BINS) * i + 1).toFixed(1)}" y="${(HEIGHT - height).toFixed(1)}" width="${(WIDTH / BINS - 2).toFixed(1)}" height="${height.toFixed(1)}"><title>${number(count)}</title></rect>`;
    },
  )}${THRESHOLDS.map((one) => {
    const at = Number(form[`${trigger}.${one}`]);
    return (
      Number.isFinite(at) &&
      html`<line class="course-threshold" x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="0" y2="${HEIGHT}"><title>${STRICTNESS_WORD[one]}: ${at}</title></line>`
    );
  })}</svg><small>Would have fired: ${said}. <strong>As your channels are set: ${number(firedHere)}</strong></small></div>`;
}

const rungRow = (i: number, form: Form): Html =>
  html`<tr><th scope="row"><select class="short" name="rung.${i}.step" aria-label="Step of rung ${i + 1}"><option value="">none</option>${RUNG_STEPS.map((step) => html`<option value="${step}"${flag('selected', form[`rung.${i}.step`] === step)}>${words.steps[step]}</option>`)}</select></th><td><input class="short" type="number" name="rung.${i}.from" min="0" max="1000" step="any" aria-label="Strikes from which rung ${i + 1} holds" value="${form[`rung.${i}.from`]}"></td><td><input class="short" type="number" name="rung.${i}.hours" min="1" step="1" aria-label="Hours that rung ${i + 1} lasts" value="${form[`rung.${i}.hours`]}"></td></tr>`;

function silentPanel({ silent, edits }: PolicyView): Html | false {
  return (
    silent.length > 0 &&
    html`<section class="panel" aria-labelledby="silent-title" id="silent"><h2 id="silent-title">${silentWords.en.title}</h2><p class="quiet">They judge what is said like the others, and open no case. Counted once for each conversation that is still stored.</p><ul class="card-list">${silent.map((one) => html`<li><span>${silentLines(one).map((line) => html`${breakable(line)}<br>`)}</span>${edits && html`<form method="post" action="/moderation/policy/turn-on">${askFirst(silentWords.en.sure(words.triggers[one.trigger]))}<input type="hidden" name="trigger" value="${one.trigger}"><button>Turn it on</button></form>`}</li>`)}</ul></section>`
  );
}

function precisionPanel(precision: readonly RulePrecision[]): Html {
  return html`<section class="panel${precision.length > 0 && ' flush'}" aria-labelledby="right-title">${
    precision.length === 0
      ? html`<h2 id="right-title">How often each rule was right</h2><p class="quiet">Nothing yet. As you act on cases and dismiss others, this says which rules are worth their noise.</p>`
      : html`<table class="figures-wide"><caption id="right-title">How often each rule was right, in 90 days</caption><thead><tr><th scope="col">Rule</th><th scope="col" class="num">Right</th><th scope="col" class="num">Wrong</th><th scope="col" class="num">Wrong person</th><th scope="col" class="num">Open</th><th scope="col" class="num">Precision</th></tr></thead><tbody>${precision.map((one) => html`<tr><th scope="row">${capital(words.triggers[one.trigger as Trigger] ?? one.trigger)}</th><td class="num">${number(one.right)}</td><td class="num">${number(one.wrong)}</td><td class="num">${number(one.wrongPeople)}</td><td class="num">${number(one.open)}</td><td class="num">${one.precision === null ? html`<span class="quiet">–</span>` : `${Math.round(one.precision * 100)} %`}${one.between && html`<br><small>${Math.round(one.between[0] * 100)}–${Math.round(one.between[1] * 100)} %</small>`}</td></tr>`)}</tbody></table>`
  }</section>`;
}

function versionsPanel({ versions, current, clock, edits }: PolicyView): Html {
  return html`<section class="panel" aria-labelledby="versions-title"><h2 id="versions-title">Versions</h2>${
    versions.length === 0
      ? html`<p class="quiet">None was set yet. Each one you set stands here and can be gone back to.</p>`
      : html`<ul class="card-list">${versions.map((one) => versionItem(one, current, clock, edits))}${versionItem({ ...current, version: 0, note: 'The usual policy', createdAt: null, createdBy: null }, current, clock, edits)}</ul>`
  }</section>`;
}

const versionItem = (one: PolicyVersion, current: PolicyVersion, clock: Clock, edits: boolean): Html =>
  html`<li><span>Version ${one.version}${one.version === current.version && html` <span class="tag tag-on">holds now</span>`}${one.note && html`: ${one.note}`}${one.createdAt && html`<br><small>${ago(one.createdAt, clock)} by ${one.createdBy}</small>`}</span>${edits && one.version !== current.version && html`<form method="post" action="/moderation/policy/restore">${askFirst(`Go back to version ${one.version} of the policy? It becomes a new version and holds at once; open cases keep theirs.`)}<input type="hidden" name="version" value="${one.version}"><button class="secondary outline">Go back to this one</button></form>`}</li>`;
