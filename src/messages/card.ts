import type { Language } from '../domain/language.ts';
import type { Permission } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';

/** What an answer may cite. */
export const CITED_KINDS = [
  'alert',
  'incident',
  'event',
  'rule',
  'proposal',
  'camera',
  'camera_event',
  'person',
  'case',
  'action',
  'appeal',
  'report',
] as const;

/** A thing an answer stands on: shown with its time, opened by its link. */
export interface Citation {
  /** `ALR-204`, `INC-17`, `LOG-7QK3M9` … */
  ref: string;
  kind: (typeof CITED_KINDS)[number];
  /** When it happened, ISO 8601 in UTC. */
  at: string;
  /** Path or absolute address of its page. */
  url: string;
  /** It only stands inside somebody's text: it may be cited, and “it” or “the first one” never means it. */
  mentioned?: true;
  /** What it takes to see it, where that is not the same for all of its kind. */
  needs?: Permission;
}

/** A button. `id` and `value` come back as an action; `style: danger` and `confirm` mark what cannot be undone. */
export interface CardAction {
  /** Verb.noun, e.g. `incident.assign_to_me`; src/pipeline/actions.ts knows them all. */
  id: string;
  label: string;
  /** What it acts on, e.g. `INC-17`. */
  value: string;
  style?: 'primary' | 'danger';
  confirm?: string;
  /** A plain link instead of an action. */
  url?: string;
}

/** What a card is made of. Every platform draws every part, or says it in words. */
export type CardPart =
  | { kind: 'heading'; text: string; severity?: Severity; status?: string; url?: string }
  | { kind: 'text'; text: string }
  | { kind: 'facts'; facts: { label: string; value: string; at?: string }[] }
  | {
      kind: 'list';
      items: { text: string; ref?: string; url?: string; at?: string; severity?: Severity }[];
      more?: { text: string; url: string };
    }
  | { kind: 'evidence'; quote: string; origin: string; url?: string }
  | { kind: 'image'; url: string; alt: string }
  | { kind: 'chart'; title: string; unit: string; points: { label: string; value: number }[] }
  | {
      kind: 'field';
      name: string;
      label: string;
      /** `several`: options to tick; those that are chosen are one text, with commas between them. */
      input: 'text' | 'multiline' | 'select' | 'several';
      options?: { label: string; value: string }[];
      value?: string;
      required?: boolean;
    }
  | { kind: 'actions'; actions: CardAction[] }
  | { kind: 'context'; text: string; at?: string };

export interface Card {
  /** What the card is about, e.g. `INC-17`: a newer card with the same key replaces the older where it stands. */
  key: string;
  parts: CardPart[];
  /** In which its words are written; English where absent. */
  language?: Language;
}
