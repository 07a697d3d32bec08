import { MODEL_PICTURES_WORDS } from '../../../pipeline/cameras/model-pictures.ts';
import { type Html, html } from '../html.ts';
import { askFirst, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';

export interface ModelPicturesView {
  clock: Clock;
  /** Null: it may not. */
  allowed: { at: Date; by: string } | null;
  /** The language model of the settings; `offline` where there is none. */
  model: string;
}

/** "May the language model look at pictures?": what is sent, who agreed, and a way to end it. */
export function modelPicturesPage({ clock, allowed, model }: ModelPicturesView): Html {
  return html`<p class="crumb"><a href="/cameras">Cameras</a> / Language model</p>
${pageHead({ title: 'May the language model look at pictures?', lead: 'It then says of each camera event what is seen: a title, the scene, concerns and a threat from 0 to 2. It may raise the risk, and takes no finding away.' })}
<section class="panel" aria-labelledby="now-title"><h2 id="now-title">${allowed ? 'Yes, it may' : 'No, it may not'}</h2>
<p class="quiet">${allowed ? html`${allowed.by} agreed ${ago(allowed.at, clock)}.` : 'Nobody agreed so far: it is told counts, kinds and times alone.'} ${model === 'offline' ? 'No language model is set (LLM_MODEL), so nothing is sent either way.' : `The language model is ${model}; it has to be one that sees.`}</p>
<p>${MODEL_PICTURES_WORDS}</p>
${
  allowed
    ? html`<form method="post" action="/model-pictures"><input type="hidden" name="allowed" value="no">${askFirst('Send no pictures any more? What the model said of earlier events stays.')}<button class="secondary outline">Send none any more</button></form>`
    : html`<form method="post" action="/model-pictures"><input type="hidden" name="allowed" value="yes"><label><input type="checkbox" name="agreed" value="yes" required> I agree to that for the organisation, and may.</label><button>Let it look</button></form>`
}</section>`;
}
