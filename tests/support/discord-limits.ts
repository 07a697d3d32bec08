import { ButtonStyle, ComponentType, MessageFlags, TextInputStyle } from 'discord.js';

/** Discord's documented limits, written down from its documentation and not from our renderer. */
export const DISCORD_LIMITS = {
  components: 40,
  text: 4000,
  customId: 100,
  label: 80,
  url: 512,
  rowButtons: 5,
  options: 25,
  option: 100,
  placeholder: 150,
  gallery: 10,
  alt: 1024,
  section: 3,
  modalTitle: 45,
  modalComponents: 5,
  modalLabel: 45,
  input: 4000,
  nonce: 25,
  choices: 25,
} as const;

type Part = Record<string, unknown> & { type?: number; components?: Part[]; accessory?: Part; component?: Part };
const L = DISCORD_LIMITS;

/** What Discord would say is wrong with a message; empty where it would take it. `files` are the names of what is uploaded. */
export function messageProblems(body: Record<string, unknown>, files: readonly string[] = []): string[] {
  const problems: string[] = [];
  const flags = Number(body.flags ?? 0);
  const allowed =
    MessageFlags.SuppressEmbeds |
    MessageFlags.SuppressNotifications |
    MessageFlags.IsComponentsV2 |
    MessageFlags.Ephemeral;
  if (flags & ~allowed) problems.push(`flags ${flags} cannot be set`);
  if (!(flags & MessageFlags.IsComponentsV2)) {
    if (typeof body.content !== 'string' || body.content === '') problems.push('an empty message');
    else if (body.content.length > 2000) problems.push('content over 2000');
    return problems;
  }
  for (const field of ['content', 'embeds', 'poll', 'stickers'])
    if (body[field] != null && body[field] !== '') problems.push(`${field} with components v2`);
  const nonce = body.nonce;
  if (nonce !== undefined && (typeof nonce !== 'string' || nonce.length === 0 || nonce.length > L.nonce))
    problems.push('nonce');
  const components = (body.components ?? []) as Part[];
  if (!Array.isArray(components) || components.length === 0) return [...problems, 'no components'];
  const seen = { count: 0, text: 0, customIds: new Set<string>(), ids: new Set<number>(), files: new Set<string>() };
  const top: number[] = [
    ComponentType.ActionRow,
    ComponentType.Section,
    ComponentType.TextDisplay,
    ComponentType.MediaGallery,
    ComponentType.Separator,
    ComponentType.Container,
  ];
  for (const part of components) check(part, top);
  if (seen.count > L.components) problems.push(`${seen.count} components`);
  if (seen.text > L.text) problems.push(`${seen.text} characters of text`);
  for (const name of files) if (!seen.files.has(name)) problems.push(`file ${name} is shown nowhere`);
  for (const name of seen.files) if (!files.includes(name)) problems.push(`no file ${name}`);
  return problems;

  function check(part: Part, kinds: readonly number[]): void {
    seen.count++;
    const { type = 0 } = part;
    if (!kinds.includes(type)) problems.push(`a component of type ${type} where it may not be`);
    if (part.id !== undefined) {
      if (!Number.isInteger(part.id) || Number(part.id) < 0 || Number(part.id) > 2 ** 31 - 1)
        problems.push(`id ${part.id}`);
      if (seen.ids.has(Number(part.id))) problems.push(`id ${part.id} twice`);
      seen.ids.add(Number(part.id));
    }
    switch (type) {
      case ComponentType.Container: {
        const inner = part.components ?? [];
        if (inner.length === 0) problems.push('an empty container');
        const colour = part.accent_color;
        if (colour != null && !(Number.isInteger(colour) && Number(colour) >= 0 && Number(colour) <= 0xffffff))
          problems.push('colour');
        for (const one of inner)
          check(
            one,
            top.filter((kind) => kind !== ComponentType.Container),
          );
        return;
      }
      case ComponentType.TextDisplay: {
        const { content } = part;
        if (typeof content !== 'string' || content.trim() === '') problems.push('an empty text');
        else seen.text += content.length;
        return;
      }
      case ComponentType.Section: {
        const inner = part.components ?? [];
        if (inner.length < 1 || inner.length > L.section) problems.push('texts of a section');
        for (const one of inner) check(one, [ComponentType.TextDisplay]);
        if (!part.accessory) problems.push('a section without accessory');
        else check(part.accessory, [ComponentType.Button, ComponentType.Thumbnail]);
        return;
      }
      case ComponentType.ActionRow: {
        const inner = part.components ?? [];
        const buttons = inner.every((one) => one.type === ComponentType.Button);
        if (inner.length === 0 || (buttons ? inner.length > L.rowButtons : inner.length > 1)) problems.push('a row');
        for (const one of inner) check(one, [ComponentType.Button, ComponentType.StringSelect]);
        return;
      }
      case ComponentType.Button:
        button(part);
        return;
      case ComponentType.StringSelect:
        problems.push(...selectProblems(part));
        customId(part.custom_id);
        return;
      case ComponentType.MediaGallery: {
        const items = (part.items ?? []) as { media?: { url?: unknown }; description?: unknown }[];
        if (items.length < 1 || items.length > L.gallery) problems.push('a gallery');
        for (const { media, description } of items) {
          if (description !== undefined && !within(description, 1, L.alt)) problems.push('alt text');
          const url = String(media?.url ?? '');
          if (url.startsWith('attachment://')) seen.files.add(url.slice('attachment://'.length));
          else if (!/^https?:\/\//.test(url)) problems.push(`media ${url}`);
        }
        return;
      }
      case ComponentType.Separator:
        if (part.spacing !== undefined && part.spacing !== 1 && part.spacing !== 2) problems.push('spacing');
    }
  }

  function button(part: Part): void {
    if (!within(part.label, 1, L.label)) problems.push(`label ${String(part.label).slice(0, 100)}`);
    if (part.style === ButtonStyle.Link) {
      if (part.custom_id !== undefined) problems.push('a link with custom_id');
      const url = String(part.url);
      if (!within(part.url, 1, L.url) || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        problems.push('url');
      else if (!new URL(url).hostname.includes('.')) problems.push(`not a well formed URL: ${url}`);
    } else {
      if (![1, 2, 3, 4].includes(Number(part.style))) problems.push('style');
      if (part.url !== undefined) problems.push('a button with url');
      customId(part.custom_id);
    }
  }

  function customId(id: unknown): void {
    if (!within(id, 1, L.customId)) problems.push('custom_id');
    else if (seen.customIds.has(String(id))) problems.push(`custom_id ${id} twice`);
    seen.customIds.add(String(id));
  }
}

/** What Discord would say is wrong with a modal. */
export function modalProblems(modal: Record<string, unknown>): string[] {
  const problems: string[] = [];
  if (!within(modal.custom_id, 1, L.customId)) problems.push('custom_id of the modal');
  if (!within(modal.title, 1, L.modalTitle)) problems.push('title of the modal');
  const parts = (modal.components ?? []) as Part[];
  if (parts.length < 1 || parts.length > L.modalComponents) problems.push(`${parts.length} components in a modal`);
  const ids = new Set<string>();
  for (const part of parts) {
    if (part.type === ComponentType.TextDisplay) {
      if (!within(part.content, 1, L.text)) problems.push('text of a modal');
      continue;
    }
    if (part.type !== ComponentType.Label || !part.component) {
      problems.push(`a component of type ${part.type} in a modal`);
      continue;
    }
    if (!within(part.label, 1, L.modalLabel)) problems.push('label of a modal');
    const { component } = part;
    if (!within(component.custom_id, 1, L.customId) || ids.has(String(component.custom_id)))
      problems.push('custom_id in a modal');
    ids.add(String(component.custom_id));
    if (component.type === ComponentType.TextInput) {
      if (![TextInputStyle.Short, TextInputStyle.Paragraph].includes(component.style as TextInputStyle))
        problems.push('style');
      const most = Number(component.max_length ?? L.input);
      if (most < 1 || most > L.input) problems.push('max_length');
      if (component.value !== undefined && !within(component.value, 0, most)) problems.push('value of an input');
    } else if (component.type === ComponentType.StringSelect) problems.push(...selectProblems(component));
    else problems.push(`an input of type ${component.type}`);
  }
  return problems;
}

function selectProblems(select: Part): string[] {
  const problems: string[] = [];
  const options = (select.options ?? []) as { label?: unknown; value?: unknown; default?: boolean }[];
  if (options.length < 1 || options.length > L.options) problems.push(`${options.length} options`);
  if (new Set(options.map(({ value }) => value)).size < options.length) problems.push('an option twice');
  const [least, most] = [Number(select.min_values ?? 1), Number(select.max_values ?? 1)];
  if (least > most || most > options.length) problems.push(`${least} to ${most} of ${options.length} options`);
  if (options.filter((option) => option.default).length > most) problems.push('too many defaults');
  for (const { label, value } of options)
    if (!within(label, 1, L.option) || !within(value, 1, L.option)) problems.push('an option');
  if (select.placeholder !== undefined && !within(select.placeholder, 1, L.placeholder)) problems.push('placeholder');
  return problems;
}

const within = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'string' && value.length >= least && value.length <= most && value.isWellFormed();
