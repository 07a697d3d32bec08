import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Language } from '../../domain/language.ts';
import { cleanText } from '../../domain/text.ts';
import type { CardPart } from '../../messages/card.ts';
import { discordWords } from '../../messages/catalogue/discord.ts';
import type { Field } from './blocks.ts';
import { type Address, cutTo, escapedLine, link, plainLines } from './markdown.ts';

const MOST = 5;
const TITLE = 45;
const LABEL = 45;
const INPUT = 4000;
const OPTIONS = 25;

/** A form as Discord's dialog. What must be filled in comes first where there are more fields than a dialog holds. */
export function renderModal(
  parts: readonly CardPart[],
  customId: string,
  language: Language,
  address: Address = () => null,
): APIModalInteractionResponseCallbackData {
  const heading = parts.find((part) => part.kind === 'heading')?.text ?? '';
  const all = [...new Map(parts.filter((part) => part.kind === 'field').map((field) => [field.name, field])).values()];
  const fields =
    all.length <= MOST ? all : all.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
  const drawn = fields.slice(0, MOST).flatMap((field) => labelled(field) ?? []);
  const texts = parts.flatMap((part) => {
    if (part.kind === 'list')
      return part.items.map(({ text, url }) => link(escapedLine(text, 250), url === undefined ? null : address(url)));
    return part.kind === 'text' ? plainLines(part.text) : [];
  });
  const words = cutTo(texts.join('\n'), 1000);
  const text: APITextDisplayComponent[] =
    words && drawn.length < MOST ? [{ type: ComponentType.TextDisplay, content: words }] : [];
  const components = [...text, ...drawn];
  return {
    custom_id: customId,
    title: cutTo(cleanText(heading.replaceAll(/\s+/g, ' ')), TITLE) || discordWords[language].form,
    // a dialog of nothing is refused
    components:
      components.length > 0 ? components : [{ type: ComponentType.TextDisplay, content: discordWords[language].sure }],
  };
}

function labelled(field: Field): APILabelComponent | null {
  if (field.name === '' || field.name.length > 100 || !field.name.isWellFormed()) return null;
  const required = field.required ?? false;
  const label = cutTo(cleanText(field.label.replaceAll(/\s+/g, ' ')), LABEL) || '…';
  if (field.input === 'select' || field.input === 'several') {
    const several = field.input === 'several';
    const chosen = new Set(several ? field.value?.split(',') : [field.value]);
    const usable = (field.options ?? []).filter(
      ({ value }) => value !== '' && value.length <= 100 && value.isWellFormed(),
    );
    const options = [...new Map(usable.map((option) => [option.value, option])).values()].slice(0, OPTIONS);
    if (options.length === 0) return null;
    return {
      type: ComponentType.Label,
      label,
      component: {
        type: ComponentType.StringSelect,
        custom_id: field.name,
        required,
        options: options.map((option) => ({
          label: cutTo(cleanText(option.label), 100) || cutTo(option.value, 100),
          value: option.value,
          ...(chosen.has(option.value) ? { default: true } : {}),
        })),
        ...(several ? { min_values: required ? 1 : 0, max_values: options.length } : {}),
      },
    };
  }
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id: field.name,
      style: field.input === 'multiline' ? TextInputStyle.Paragraph : TextInputStyle.Short,
      max_length: field.input === 'multiline' ? INPUT : 300,
      required,
      ...(field.value ? { value: cutTo(field.value.toWellFormed(), field.input === 'multiline' ? INPUT : 300) } : {}),
    },
  };
}
