import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Language } from '../../domain/language.ts';
import { cleanText } from '../../domain/text.ts';
import type { CardAction } from '../../messages/card.ts';
import { type Block, cutLine, type Frame } from './blocks.ts';
import type { Carried, Carrier } from './carried.ts';
import { type CarriedAt, type Press, packId } from './custom-id.ts';
import { cutTo, escapedLine, link } from './markdown.ts';

/** Discord's own limits of one message. */
const MOST_COMPONENTS = 40;
const MOST_TEXT = 4000;
const ROW = 5;
const LABEL = 80;
const OPTIONS = 25;
const IMAGES = 10;
const ALT = 1024;
const BUTTON_URL = 512;
/** The name of a desk, with its escapes. */
const DESK = 120;
/** Of text: kept for what the buttons carry, and to say that something was cut. */
const FOR_THE_CUT = 320;

/** One message as it fills up: counts components and letters, and remembers whether something did not fit. */
export class Sheet {
  private readonly out: APIMessageTopLevelComponent[] = [];
  private readonly ids = new Set<string>();
  private count = 0;
  private text: number;
  private cut = false;
  private carriedIn = false;
  private readonly carrier: Carrier;
  private readonly fragment: string;
  private readonly language: Language;
  private readonly frame: Frame;

  constructor(carrier: Carrier, fragment: string, language: Language, frame: Frame) {
    this.carrier = carrier;
    this.fragment = fragment;
    this.language = language;
    this.frame = frame;
    this.text = fragment.length + FOR_THE_CUT + (frame.desk?.name ? DESK + 5 : 0);
  }

  /** `colour` null: no frame around it. */
  add(colour: number | null | undefined, blocks: Block[]): void {
    const frames = colour === null ? 0 : 1;
    // two stay free for the line that says what is missing
    if (this.count + frames + 1 > MOST_COMPONENTS - 2) {
      this.cut = true;
      return;
    }
    const parts: APIComponentInContainer[] = [];
    this.count += frames;
    for (const block of blocks) this.place(block, parts);
    while (parts.at(-1)?.type === ComponentType.Separator) {
      parts.pop();
      this.count--;
    }
    if (parts.length === 0) this.count -= frames;
    else if (colour === null) this.out.push(...parts);
    else this.out.push(container(parts, colour));
  }

  finish(url: string | undefined): APIMessageTopLevelComponent[] {
    const href = url ? this.frame.address(url) : null;
    const lines =
      this.cut || this.out.length === 0 ? [cutLine(this.language, href && href.length <= 150 ? href : null)] : [];
    if (this.fragment && !this.carriedIn) {
      const home = this.frame.address('/');
      lines.push(`-# [⋯](${home && home.length <= 60 ? home : 'https://discord.com/'}#${this.fragment})`);
    }
    if (this.frame.desk?.name) lines.push(`-# ${escapedLine(this.frame.desk.name, DESK)}`);
    if (lines.length > 0) this.out.push({ type: ComponentType.TextDisplay, content: lines.join('\n') });
    return this.out;
  }

  private place(block: Block, parts: APIComponentInContainer[]): void {
    switch (block.kind) {
      case 'lines': {
        const carrying = block.heading ? this.carrying(block.lines) : null;
        if (carrying && this.fits(carrying, this.fragment.length)) {
          // there was room kept for it
          this.text -= this.fragment.length;
          this.carriedIn = this.lines(carrying, parts);
        } else this.lines(block.lines, parts);
        return;
      }
      case 'rule':
        if (parts.length > 0 && parts.at(-1)!.type !== ComponentType.Separator && this.room(1))
          parts.push({ type: ComponentType.Separator, divider: false, spacing: 1 });
        return;
      case 'beside':
        this.beside(block, parts);
        return;
      case 'buttons':
        this.buttons(block.actions, parts);
        return;
      case 'choice': {
        const select = this.select(block);
        if (select && this.room(2)) parts.push({ type: ComponentType.ActionRow, components: [select] });
        else this.cut = true;
        return;
      }
      case 'form': {
        const carried: Carried = { value: block.action.value, form: block.parts };
        const button = this.pressable('open', block.action, carried);
        if (button && this.room(2)) parts.push({ type: ComponentType.ActionRow, components: [button] });
        else this.cut = true;
        return;
      }
      case 'images':
        if (this.room(1)) parts.push(gallery(block.images));
        else this.cut = true;
    }
  }

  /** The first heading that is a link takes along what buttons carry. */
  private carrying(lines: string[]): string[] | null {
    const found = /^(.*(?<!\\)\]\([^)#]+)(?:#[^)]*)?\)$/.exec(lines.at(-1)!);
    if (!this.fragment || this.carriedIn || !found) return null;
    return [...lines.slice(0, -1), `${found[1]}#${this.fragment})`];
  }

  /** Whether all of them would be there, the letters kept for them among those that are free. */
  private fits(lines: string[], kept: number): boolean {
    const letters = lines.reduce((sum, line) => sum + line.length + 1, 0);
    return this.text - kept + letters <= MOST_TEXT && this.count + 1 <= MOST_COMPONENTS - 1;
  }

  /** Whether all of them are there. */
  private lines(lines: string[], parts: APIComponentInContainer[]): boolean {
    const before = this.cut;
    this.cut = false;
    const shown = this.within(lines);
    const last = parts.at(-1);
    if (shown !== '' && last?.type === ComponentType.TextDisplay) last.content += `\n${shown}`;
    else if (shown !== '' && this.room(1)) parts.push({ type: ComponentType.TextDisplay, content: shown });
    else if (shown !== '') this.cut = true;
    const whole = !this.cut && shown !== '';
    this.cut ||= before;
    return whole;
  }

  private beside({ lines, action }: { lines: string[]; action: CardAction }, parts: APIComponentInContainer[]): void {
    const button = this.button(action);
    const shown = button ? this.within(lines) : '';
    if (!button || shown === '') {
      this.lines(lines, parts);
      this.buttons([action], parts);
      return;
    }
    if (!this.room(3)) {
      this.cut = true;
      return;
    }
    const text = { type: ComponentType.TextDisplay, content: shown } as const;
    parts.push({ type: ComponentType.Section, components: [text], accessory: button });
  }

  private buttons(actions: CardAction[], parts: APIComponentInContainer[]): void {
    const buttons: APIButtonComponent[] = [];
    for (const action of actions) {
      const button = this.button(action);
      if (button) buttons.push(button);
      else if (action.url) this.lines([this.linkLine(action)], parts);
      else this.cut = true;
    }
    for (let at = 0; at < buttons.length; at += ROW) {
      const row = buttons.slice(at, at + Math.min(ROW, MOST_COMPONENTS - 3 - this.count));
      if (row.length === 0 || !this.room(row.length + 1)) {
        this.cut = true;
        return;
      }
      if (row.length < Math.min(ROW, buttons.length - at)) this.cut = true;
      parts.push({ type: ComponentType.ActionRow, components: row });
    }
  }

  private linkLine(action: CardAction): string {
    const href = this.frame.address(action.url!);
    return href ? `-# ${link(escapedLine(action.label, 120), href)}` : '';
  }

  /** A link, or something to press; null where Discord could not take it. */
  private button(action: CardAction): APIButtonComponent | null {
    const label = labelOf(action.label);
    if (action.url !== undefined) {
      const url = this.frame.address(action.url);
      // Discord refuses buttons to hosts without a dot
      if (!url || url.length > BUTTON_URL || !new URL(url).hostname.includes('.')) return null;
      return { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
    }
    if (action.confirm !== undefined)
      return this.pressable('ask', action, { value: action.value, confirm: action.confirm.slice(0, 1000) });
    return this.pressable('act', action, { value: action.value });
  }

  private pressable(press: Press, action: CardAction, carried: Carried): APIButtonComponent | null {
    const custom_id = this.id(press, action, carried);
    if (custom_id === null) return null;
    return { type: ComponentType.Button, style: styleOf(action), label: labelOf(action.label), custom_id };
  }

  private select({ field, action }: Extract<Block, { kind: 'choice' }>): APIStringSelectComponent | null {
    const custom_id = this.id('pick', action, { value: action.value }, field.name);
    const options = (field.options ?? []).filter(
      ({ value }) => value !== '' && value.length <= 100 && value.isWellFormed(),
    );
    const unique = [...new Map(options.map((option) => [option.value, option])).values()].slice(0, OPTIONS);
    if (!custom_id || unique.length === 0) return null;
    if (unique.length < (field.options?.length ?? 0)) this.cut = true;
    return {
      type: ComponentType.StringSelect,
      custom_id,
      placeholder: cutTo(cleanText(field.label), 150) || '—',
      options: unique.map(({ label, value }) => ({
        label: cutTo(cleanText(label), 100) || cutTo(value, 100),
        value,
        ...(value === field.value ? { default: true } : {}),
      })),
    };
  }

  /** An id no other component of the message has: the value itself where it fits, else where it is carried. */
  private id(press: Press, action: CardAction, carried: Carried, about?: string): string | null {
    const plain = carried.confirm === undefined && carried.form === undefined;
    const { desk } = this.frame;
    const base = {
      press,
      action: action.id,
      ...(desk ? { desk: desk.id } : {}),
      ...(about === undefined ? {} : { about }),
    };
    let value: string | CarriedAt | null =
      plain && packId({ ...base, value: carried.value, nth: 99 }) ? carried.value : null;
    value ??= this.carrier.add(carried);
    if (value === null) return null;
    for (let nth = 0; nth < 100; nth++) {
      const id = packId({ ...base, value, nth });
      if (id === null || this.ids.has(id)) continue;
      this.ids.add(id);
      return id;
    }
    return null;
  }

  /** As many of the lines as there is room for. */
  private within(lines: string[]): string {
    const shown: string[] = [];
    for (const line of lines) {
      if (this.text + line.length + 1 > MOST_TEXT) {
        this.cut = true;
        break;
      }
      this.text += line.length + 1;
      shown.push(line);
    }
    // a text of blanks is refused
    return shown.join('\n').trim() === '' ? '' : shown.join('\n');
  }

  private room(components: number): boolean {
    // one stays free for the line that says what is missing
    if (this.count + components > MOST_COMPONENTS - 1) return false;
    this.count += components;
    return true;
  }
}

const container = (components: APIComponentInContainer[], colour: number | undefined): APIContainerComponent => ({
  type: ComponentType.Container,
  ...(colour === undefined ? {} : { accent_color: colour }),
  components,
});

const gallery = (images: { url: string; alt: string }[]): APIComponentInContainer => ({
  type: ComponentType.MediaGallery,
  items: images.slice(0, IMAGES).map(({ url, alt }) => {
    const description = cutTo(cleanText(alt), ALT);
    return { media: { url }, ...(description ? { description } : {}) };
  }),
});

const styleOf = ({ style }: CardAction) =>
  style === 'primary' ? ButtonStyle.Primary : style === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary;

export const labelOf = (label: string): string => cutTo(cleanText(label.replaceAll(/\s+/g, ' ')), LABEL) || '…';
