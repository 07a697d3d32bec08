import { z } from 'zod';

/**
 * What Slack documents of its messages and views (https://docs.slack.dev/reference/block-kit), as a schema: lengths, counts,
 * what must be there, what may not stand twice. Unknown keys are refused, as a misspelled one would be.
 */
const words = (max: number) => z.string().min(1).max(max);
const httpUrl = z
  .string()
  .max(3000)
  .regex(/^https?:\/\/\S+$/);
const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: words(max), emoji: z.boolean().optional() });

/** Slack's own mark-up in a text, its links and dates closed, and nothing that calls people. */
const mrkdwnText = (max: number) =>
  words(max).superRefine((text, context) => {
    for (const [tag, inner] of text.matchAll(/<([^<>]*)>/g)) {
      if (/^(https?:\/\/|mailto:)[^|\s]*(\|[^|]*)?$/.test(inner!)) continue;
      if (/^!date\^\d+\^[^|^]+(\^https?:[^|]+)?\|[^|]+$/.test(inner!)) continue;
      context.addIssue(`would be read as a mention or a broken link: ${tag}`);
    }
    const rest = text.replaceAll(/<[^<>]*>/g, '');
    if (/[<>]/.test(rest)) context.addIssue('has a sign of mark-up that is not escaped');
    if (/&(?!(amp|lt|gt);)/.test(rest)) context.addIssue('has an & that is not escaped');
  });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: mrkdwnText(max), verbatim: z.boolean().optional() });
const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

const blockId = { block_id: words(255).optional() };
const style = z.enum(['primary', 'danger']).optional();
const confirm = z.strictObject({
  title: plain(100),
  text: plain(300),
  confirm: plain(30),
  deny: plain(30),
  style,
});
const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: words(255),
  value: words(2000).optional(),
  url: httpUrl.optional(),
  style,
  confirm: confirm.optional(),
});
const option = z.strictObject({ text: plain(75), value: words(150) });
const select = z
  .strictObject({
    type: z.literal('static_select'),
    action_id: words(255),
    options: z.array(option).min(1).max(100),
    initial_option: option.optional(),
  })
  .refine(
    ({ options, initial_option: initial }) =>
      !initial || options.some((one) => JSON.stringify(one) === JSON.stringify(initial)),
    'begins with an option that is none',
  );
const severalOf = z
  .strictObject({
    type: z.literal('multi_static_select'),
    action_id: words(255),
    options: z.array(option).min(1).max(100),
    initial_options: z.array(option).min(1).max(100).optional(),
  })
  .refine(
    ({ options, initial_options: initial = [] }) =>
      initial.every((one) => options.some((other) => JSON.stringify(other) === JSON.stringify(one))),
    'begins with an option that is none',
  );
const textInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    action_id: words(255),
    multiline: z.boolean().optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    initial_value: z.string().max(3000).optional(),
  })
  .refine((input) => (input.initial_value?.length ?? 0) <= (input.max_length ?? 3000), 'begins with too long a text');

const richStyle = z.strictObject({ bold: z.boolean().optional(), italic: z.boolean().optional() }).optional();
const richElements = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text'), text: words(3000), style: richStyle }),
      z.strictObject({ type: z.literal('link'), url: httpUrl, text: words(3000).optional(), style: richStyle }),
    ]),
  )
  .min(1);

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;
const point = z.strictObject({ label: words(20), value: z.number() });
const chart = z
  .strictObject({
    type: z.literal('bar'),
    series: z
      .array(z.strictObject({ name: words(20), data: z.array(point).min(1).max(20) }))
      .min(1)
      .max(6),
    axis_config: z.strictObject({
      categories: z.array(words(20)).min(1).max(20).refine(unique, 'has a category twice'),
      x_label: words(50).optional(),
      y_label: words(50).optional(),
    }),
  })
  .refine(
    ({ series, axis_config: axis }) =>
      series.every(
        ({ data }) =>
          data.length === axis.categories.length && data.every((one, i) => one.label === axis.categories[i]),
      ),
    'has other labels than categories',
  );

const block = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('section'),
      ...blockId,
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
    })
    .refine((one) => one.text !== undefined || one.fields !== undefined, 'needs a text or fields'),
  z.strictObject({ type: z.literal('header'), ...blockId, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), ...blockId }),
  z.strictObject({ type: z.literal('context'), ...blockId, elements: z.array(anyText(3000)).min(1).max(10) }),
  z
    .strictObject({
      type: z.literal('actions'),
      ...blockId,
      elements: z
        .array(z.discriminatedUnion('type', [button, select]))
        .min(1)
        .max(25),
    })
    .refine((one) => unique(one.elements.map((element) => element.action_id)), 'has an action_id twice'),
  z.strictObject({
    type: z.literal('image'),
    ...blockId,
    alt_text: words(2000),
    title: plain(2000).optional(),
    slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]+$/) }),
  }),
  z.strictObject({
    type: z.literal('rich_text'),
    ...blockId,
    elements: z
      .array(z.strictObject({ type: z.enum(['rich_text_section', 'rich_text_quote']), elements: richElements }))
      .min(1),
  }),
  z.strictObject({
    type: z.literal('input'),
    ...blockId,
    label: plain(2000),
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    element: z.union([textInput, select, severalOf]),
  }),
  z.strictObject({ type: z.literal('data_visualization'), ...blockId, title: words(50), chart }),
]);
type Block = z.infer<typeof block>;

const blocks = (max: number) =>
  z
    .array(block)
    .max(max)
    .refine((all) => unique(all.flatMap((one: Block) => one.block_id ?? [])), 'has a block_id twice');

/** The letters that the blocks of one message show; above this Slack answers `msg_too_long`. */
const LETTERS = 13_000;
const shown = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).reduce(
        (sum, [key, part]) => sum + (key === 'text' && typeof part === 'string' ? part.length : shown(part)),
        0,
      )
    : 0;

export const messageSchema = z.object({
  text: mrkdwnText(4000),
  blocks: blocks(50)
    .refine((all) => shown(all) <= LETTERS, 'shows more letters than a message may')
    .optional(),
});

export const modalSchema = z
  .strictObject({
    type: z.literal('modal'),
    callback_id: words(255).optional(),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    private_metadata: z.string().max(3000).optional(),
    blocks: blocks(100),
  })
  .refine((view) => view.submit || !view.blocks.some((one) => one.type === 'input'), 'has inputs and no way to send');

export const homeSchema = z.strictObject({
  type: z.literal('home'),
  callback_id: words(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: blocks(100),
});
