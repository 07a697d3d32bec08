import {
  RECOGNITION_RANGES,
  RECOGNITION_SETTINGS,
  RECOGNITION_WORDS,
  type RecognitionSettings,
} from '../../../domain/recognition-settings.ts';
import type { SeenSettings, SettingsTried } from '../../../pipeline/recognition/recognition-settings.ts';
import type { TriedResult } from '../../../pipeline/recognition/try-settings.ts';
import { type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { number } from '../words.ts';

export interface RecognitionSettingsView extends SeenSettings {
  clock: Clock;
  /** The values in the fields: what holds, or what is tried. */
  wanted: RecognitionSettings;
  /** What the organisation's own faces would be; null without models. */
  tried: SettingsTried | null;
  /** The model's own threshold and from where it is unsure; null without models. */
  embedder: { threshold: number; unsureFrom: number } | null;
  mayChange: boolean;
}

/** What a higher value does. */
const HELP: Record<keyof RecognitionSettings, string> = {
  matchOffset: 'Added to what the model asks for. Higher: fewer mistakes, more faces that nobody is sure of.',
  unsureOffset:
    'Added to what the model asks for. Higher: fewer unsure faces, and more that become strangers with a number.',
  facesForName: 'Of one camera event. 1 tells a name from a single good picture; with more, a single one is unsure.',
  leastSize: 'The shorter side. Smaller faces are never sure.',
  leastScore: 'What a camera shows below it is taken for no face at all: pictures on walls, patterns.',
  leastQuality: 'Size, sharpness and side together, 0 to 1. Worse faces are never sure.',
  attemptsKept: 'The newest so many wait on “Who could this be?”; older ones are deleted.',
};
const SHOWN = Object.keys(RECOGNITION_WORDS) as (keyof RecognitionSettings)[];

const RESULT_WORD: Record<TriedResult, string> = {
  match: 'Somebody known',
  unsure: 'Not sure',
  no_match: 'Nobody known',
  left_out: 'No face',
};

/** "How sure should recognition be?": each value with its safe range, and what the organisation's own faces would be with it. */
export function recognitionSettingsPage(view: RecognitionSettingsView): Html {
  const { settings, wanted, previous, changed, clock, mayChange } = view;
  return html`<p class="crumb"><a href="/people">People</a> / Recognition</p>
${pageHead({
  title: 'How sure should recognition be?',
  lead: 'What a face must be before somebody is told by name. Each value has a safe range; nothing can be set looser than that.',
})}
<div class="columns"><div><section class="panel" aria-labelledby="values-title"><h2 id="values-title">Settings</h2>
<form method="get" action="/people/recognition">${SHOWN.map((name) => field(name, wanted[name], mayChange))}
${mayChange && html`<div class="actions"><button class="secondary outline">Try these values</button><button formmethod="post">Save</button></div>`}</form>
${!mayChange && html`<p class="quiet">Admins set it.</p>`}</section></div><div>
${preview(view)}
<section class="panel" aria-labelledby="before-title"><h2 id="before-title">What held before</h2>
${
  changed && previous
    ? html`<p>Changed ${ago(changed.at, clock)} by ${changed.by}:</p><ul>${RECOGNITION_SETTINGS.filter((name) => previous[name] !== settings[name]).map((name) => html`<li>${RECOGNITION_WORDS[name]}: ${previous[name]} → ${settings[name]}</li>`)}</ul>${mayChange && html`<form method="post" action="/people/recognition/back"><button class="secondary outline">Put back what held before</button></form>`}`
    : html`<p class="quiet">Nobody changed anything so far; these are the usual values.</p>`
}</section>
<section class="panel" aria-labelledby="camera-title"><h2 id="camera-title">One camera alone</h2><p>A dim or distant <a href="/cameras">camera</a> can ask for more than the others: on its page, under “Settings”. Where people often call a camera’s matches wrong, SafeNest <a href="/proposals">proposes</a> that.</p></section></div></div>`;
}

function field(name: keyof RecognitionSettings, value: number, mayChange: boolean): Html {
  const { least, most, step, usual } = RECOGNITION_RANGES[name];
  const [label, help] = [RECOGNITION_WORDS[name], HELP[name]];
  const range = html`${least} to ${number(most)}, usually ${number(usual)}.`;
  if (!mayChange)
    return html`<p><strong>${label}: ${value}</strong><br><span class="quiet">${help} ${range}</span></p>`;
  return html`<label>${label}<input type="number" name="${name}" value="${value}" min="${least}" max="${most}" step="${step}" required aria-describedby="${name}-help"></label><p class="quiet" id="${name}-help">${help} ${range}</p>`;
}

function preview({ tried, embedder }: RecognitionSettingsView): Html {
  const title = html`<h2 id="tried-title">Your own faces</h2>`;
  const panel = (body: Html): Html =>
    html`<section class="panel" aria-labelledby="tried-title" id="tried">${title}${body}</section>`;
  if (!tried || !embedder)
    return panel(
      html`<p class="quiet">What your own faces would be appears here once the models that tell faces apart are there.</p>`,
    );
  const model = html`<p class="quiet">The model asks for ${embedder.threshold.toFixed(2)} to be somebody and for ${embedder.unsureFrom.toFixed(2)} to be unsure; people with three pictures have a threshold of their own, to which the same is added.</p>`;
  if (tried.faces === 0)
    return panel(
      html`<p class="quiet">No camera saw a face in ${tried.days} days. What your faces would be with other values appears here then.</p>${model}`,
    );
  const { lost } = tried;
  const rows = (Object.keys(RESULT_WORD) as TriedResult[]).map(
    (result) =>
      html`<tr><th scope="row">${RESULT_WORD[result]}</th><td class="number">${number(tried.now[result])}</td><td class="number">${number(tried.wanted[result])}</td></tr>`,
  );
  return panel(
    html`<p>${number(tried.faces)} faces that cameras saw in ${tried.days} days:</p><table><thead><tr><th scope="col">Would be</th><th scope="col" class="number">As it is</th><th scope="col" class="number">With these values</th></tr></thead><tbody>${rows}</tbody></table>
${lost.matches > 0 && html`<p>${number(lost.matches)} would no longer be told as somebody; people called ${number(lost.wrong)} of them wrong.</p>`}${model}`,
  );
}
