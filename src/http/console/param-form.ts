import { optionWord, type ParamField } from '../../pipeline/param-fields.ts';
import { flag, type Html, html } from './html.ts';
import { sentence } from './words.ts';

export { type ParamField, paramFields, readParams } from '../../pipeline/param-fields.ts';

/** The input of one parameter, with its label. */
export function paramInput(field: ParamField): Html {
  const { input } = field;
  const name = `param.${field.name}`;
  const help = field.help && html`<small>${field.help}</small>`;
  switch (input.kind) {
    case 'number':
      return html`<label>${field.label}<input type="number" name="${name}" value="${field.value}" step="${input.whole ? '1' : 'any'}"${input.min !== null && html` min="${input.min}"`}${input.max !== null && html` max="${input.max}"`}${flag('required', field.required)}>${help}</label>`;
    case 'choice':
      return html`<label>${field.label}<select name="${name}">${!field.required && html`<option value=""></option>`}${input.options.map((option) => html`<option value="${option}"${flag('selected', option === field.value)}>${sentence(optionWord(option))}</option>`)}</select>${help}</label>`;
    case 'choices': {
      const chosen = field.value.split('\n');
      // The hidden field says that the question was asked: a form sends nothing for what is not ticked.
      return html`<fieldset class="ticks"><legend>${field.label}</legend><input type="hidden" name="${name}" value="">${input.options.map((option) => html`<label><input type="checkbox" name="${name}.${option}" value="on"${flag('checked', chosen.includes(option))}>${optionWord(option)}</label>`)}${help}</fieldset>`;
    }
    case 'time':
      return html`<label>${field.label}<input type="time" name="${name}" value="${field.value}" required>${help}</label>`;
    case 'zone':
      return html`<label>${field.label}<input name="${name}" value="${field.value}" list="zones" maxlength="64" autocomplete="off">${help}<datalist id="zones">${input.zones.map((zone) => html`<option value="${zone}"></option>`)}</datalist></label>`;
    case 'switch':
      return html`<label>${field.label}<select name="${name}"><option value="true"${flag('selected', field.value === 'true')}>Yes</option><option value="false"${flag('selected', field.value !== 'true')}>No</option></select>${help}</label>`;
    case 'lines':
      return html`<label>${field.label}<textarea name="${name}" rows="3">${field.value}</textarea>${help ?? html`<small>One per line</small>`}</label>`;
    case 'json':
      return html`<label>${field.label}<textarea class="mono" name="${name}" rows="4" spellcheck="false">${field.value}</textarea><small>${field.help ? `${field.help}; as JSON` : 'As JSON'}</small></label>`;
    case 'text':
      return html`<label>${field.label}<input name="${name}" value="${field.value}"${input.max !== null && html` maxlength="${input.max}"`}${flag('required', field.required)}>${help}</label>`;
  }
}
