import { z } from 'zod';

/**
 * Adaptive Cards 1.5 as Microsoft documents it, for the elements and actions that Teams draws: nothing unknown is let through,
 * and neither is what Teams is known not to take.
 */
const spacing = z.enum(['none', 'small', 'default', 'medium', 'large', 'extraLarge', 'padding']);
const requires = z.record(z.string(), z.string());
const common = {
  id: z.string().min(1).optional(),
  isVisible: z.boolean().optional(),
  separator: z.boolean().optional(),
  spacing: spacing.optional(),
  height: z.enum(['auto', 'stretch']).optional(),
  requires: requires.optional(),
};
const alignment = z.enum(['left', 'center', 'right']);
const style = z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']);
const webAddress = z.string().regex(/^https?:\/\/[^\s]+$/, 'an address a browser opens');
const picture = z.string().regex(/^(https:\/\/[^\s]+|data:image\/(png|jpeg|gif);base64,[A-Za-z0-9+/]+=*)$/);

const textBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text: z.string().min(1),
  wrap: z.boolean().optional(),
  size: z.enum(['default', 'small', 'medium', 'large', 'extraLarge']).optional(),
  weight: z.enum(['default', 'lighter', 'bolder']).optional(),
  color: z.enum(['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention']).optional(),
  isSubtle: z.boolean().optional(),
  fontType: z.enum(['default', 'monospace']).optional(),
  horizontalAlignment: alignment.optional(),
  maxLines: z.number().int().positive().optional(),
  style: z.enum(['default', 'heading']).optional(),
  ...common,
});
const factSet = z.strictObject({
  type: z.literal('FactSet'),
  facts: z.array(z.strictObject({ title: z.string(), value: z.string().min(1) })).min(1),
  ...common,
});
const image = z.strictObject({
  type: z.literal('Image'),
  url: picture,
  altText: z.string().min(1).optional(),
  size: z.enum(['auto', 'stretch', 'small', 'medium', 'large']).optional(),
  style: z.enum(['default', 'person']).optional(),
  horizontalAlignment: alignment.optional(),
  ...common,
});

const input = {
  id: z
    .string()
    .min(1)
    .refine((id) => id !== 'safenest' && id !== 'msteams', 'the name is taken'),
  label: z.string().min(1).optional(),
  isRequired: z.boolean().optional(),
  errorMessage: z.string().min(1).optional(),
};
const { id: _unused, ...withoutId } = common;
const inputText = z.strictObject({
  type: z.literal('Input.Text'),
  ...withoutId,
  ...input,
  isMultiline: z.boolean().optional(),
  maxLength: z.number().int().positive().optional(),
  placeholder: z.string().optional(),
  regex: z.string().optional(),
  style: z.enum(['text', 'tel', 'url', 'email', 'password']).optional(),
  value: z.string().optional(),
});
const inputChoiceSet = z.strictObject({
  type: z.literal('Input.ChoiceSet'),
  ...withoutId,
  ...input,
  choices: z.array(z.strictObject({ title: z.string().min(1), value: z.string() })),
  isMultiSelect: z.boolean().optional(),
  style: z.enum(['compact', 'expanded', 'filtered']).optional(),
  value: z.string().optional(),
  placeholder: z.string().optional(),
  wrap: z.boolean().optional(),
});

const look = {
  title: z.string().min(1).max(200),
  iconUrl: webAddress.optional(),
  id: z.string().min(1).optional(),
  style: z.enum(['default', 'positive', 'destructive']).optional(),
  mode: z.enum(['primary', 'secondary']).optional(),
  tooltip: z.string().optional(),
  isEnabled: z.boolean().optional(),
  requires: requires.optional(),
};
const data = z.union([z.string(), z.record(z.string(), z.unknown())]);
const associatedInputs = z.enum(['auto', 'none']).optional();
const execute = z.strictObject({
  type: z.literal('Action.Execute'),
  verb: z.string().min(1),
  data: data.optional(),
  associatedInputs,
  ...look,
});
const submit = z.strictObject({ type: z.literal('Action.Submit'), data: data.optional(), associatedInputs, ...look });
const openUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), url: webAddress, ...look });
const toggle = z.strictObject({
  type: z.literal('Action.ToggleVisibility'),
  targetElements: z.array(z.string()).min(1),
  ...look,
});

export type Action = z.output<typeof execute | typeof submit | typeof openUrl | typeof toggle> | ShowCard;
interface ShowCard {
  type: 'Action.ShowCard';
  title: string;
  style?: string | undefined;
  mode?: string | undefined;
  card: { type: 'AdaptiveCard'; body?: Element[] | undefined; actions?: Action[] | undefined };
}
export type Element = { type: string } & Record<string, unknown>;

const showCard: z.ZodType<ShowCard> = z.lazy(() =>
  z.strictObject({
    type: z.literal('Action.ShowCard'),
    ...look,
    // Teams opens a card below the row of buttons; behind the three dots there is no room for one
    mode: z.literal('primary').optional(),
    card: z.strictObject({
      type: z.literal('AdaptiveCard'),
      body: z.array(element).optional(),
      actions: z.array(action).max(6).optional(),
    }),
  }),
) as never;
const action: z.ZodType<Action> = z.lazy(() => z.union([execute, submit, openUrl, toggle, showCard])) as never;

const element: z.ZodType<Element> = z.lazy(() =>
  z.discriminatedUnion('type', [
    textBlock,
    factSet,
    image,
    inputText,
    inputChoiceSet,
    z.strictObject({ type: z.literal('ActionSet'), actions: z.array(action).min(1), ...common }),
    z.strictObject({
      type: z.literal('Container'),
      items: z.array(element).min(1),
      style: style.optional(),
      bleed: z.boolean().optional(),
      ...common,
    }),
    z.strictObject({
      type: z.literal('ColumnSet'),
      columns: z
        .array(
          z.strictObject({
            type: z.literal('Column'),
            items: z.array(element),
            width: z.union([z.enum(['auto', 'stretch']), z.string().regex(/^\d+(px)?$/), z.number()]).optional(),
            ...common,
          }),
        )
        .min(1),
      ...common,
    }),
    z.strictObject({
      type: z.literal('Table'),
      columns: z.array(z.strictObject({ width: z.number().positive() })).min(1),
      rows: z.array(
        z.strictObject({
          type: z.literal('TableRow'),
          cells: z.array(z.strictObject({ type: z.literal('TableCell'), items: z.array(element).min(1) })).min(1),
        }),
      ),
      firstRowAsHeader: z.boolean().optional(),
      showGridLines: z.boolean().optional(),
      ...common,
    }),
  ]),
) as never;

const card = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  fallbackText: z.string().optional(),
  lang: z.string().length(2).optional(),
  body: z.array(element).min(1),
  actions: z.array(action).optional(),
  refresh: z
    .strictObject({
      action: z.strictObject({ type: z.literal('Action.Execute'), verb: z.string().min(1), data: data.optional() }),
      userIds: z.array(z.string()).max(60).optional(),
    })
    .optional(),
  msteams: z.strictObject({ width: z.literal('full').optional() }).optional(),
});
export type ReadCard = z.output<typeof card>;

/** The card as Teams would take it; throws with what is wrong. */
export function readCard(content: unknown): ReadCard {
  const read = card.parse(content);
  const inSight = buttonsOf(read).filter((one) => one.mode !== 'secondary');
  if (inSight.length > 6) throw new Error(`Teams shows six buttons of a card, not ${inSight.length}`);
  const ids = elementsOf(read.body).flatMap((one) => (typeof one.id === 'string' ? [one.id] : []));
  if (new Set(ids).size !== ids.length) throw new Error('two elements of one id');
  return read;
}

/** All elements, those within others too, in reading order. */
export function elementsOf(body: readonly Element[]): Element[] {
  return body.flatMap((one) => {
    const { items, columns, rows } = one as Record<
      string,
      { items?: Element[]; cells?: { items: Element[] }[] }[] | undefined
    >;
    const inner = [
      ...((items as unknown as Element[] | undefined) ?? []),
      ...(one.type === 'ColumnSet' ? (columns ?? []).flatMap((column) => column.items ?? []) : []),
      ...(rows ?? []).flatMap((row) => (row.cells ?? []).flatMap((cell) => cell.items)),
    ];
    return [one, ...elementsOf(inner)];
  });
}

export const buttonsOf = (read: ReadCard): Action[] => [
  ...elementsOf(read.body).flatMap((one) => (one.type === 'ActionSet' ? (one.actions as Action[]) : [])),
  ...(read.actions ?? []),
];

/** Every text of the card that Teams reads as Markdown. */
export const markdownOf = (body: readonly Element[]): string[] =>
  elementsOf(body).flatMap((one) => {
    if (one.type === 'TextBlock') return [one.text as string];
    if (one.type === 'FactSet')
      return (one.facts as { title: string; value: string }[]).flatMap((fact) => [fact.title, fact.value]);
    return [];
  });

/** What can be read on the card, one part a line, as a person sees it: marks and escapes gone, links as their words. */
export const wordsOf = (body: readonly Element[]): string =>
  elementsOf(body)
    .flatMap((one) => {
      if (one.type === 'TextBlock') return [seen(one.text as string)];
      if (one.type === 'FactSet')
        return (one.facts as { title: string; value: string }[]).map(
          (fact) => `${seen(fact.title)}: ${seen(fact.value)}`,
        );
      if (one.type === 'Image') return [one.altText as string];
      if (one.type === 'Input.Text' || one.type === 'Input.ChoiceSet') return [`${one.label}: ${one.value ?? ''}`];
      return [];
    })
    .join('\n');

/** Markdown as it reads on the screen. */
export const seen = (markdown: string): string =>
  markdown
    .replaceAll(
      /\\([\\`*_[\]~{}#+\-=|.)<>])/g,
      (_all, letter: string) => `\u{e000}${letter.codePointAt(0)!.toString(16)};`,
    )
    .replaceAll(/\{\{DATE\(([^,)]+), SHORT\)\}\} \{\{TIME\([^)]+\)\}\}/g, '$1')
    .replaceAll(/\[([^\]]*)\]\(([^)]*)\)/g, '$1')
    .replaceAll(/\*\*([^*]+)\*\*/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\u{e000}([0-9a-f]+);/gu, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
