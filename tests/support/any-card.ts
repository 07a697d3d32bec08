import fc from 'fast-check';
import { newOrgId } from '../../src/domain/id.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { SEVERITIES } from '../../src/domain/severity.ts';
import type { Card, CardPart } from '../../src/messages/card.ts';
import type { OutboundMessage } from '../../src/messages/outbound.ts';

/** What people and attackers write: mark-up, mentions, unseen signs, right-to-left, very long words. */
const HOSTILE = [
  '<!channel> <!here> <@U012AB3CD> @everyone <#C01|general>',
  '*bold* _it_ ~no~ `code` ```block``` [a](https://evil.example)',
  '</section><script>alert(1)</script> &lt; & &amp;',
  'سجل الدخول \u202e gnp.exe \u200b\u200d',
  '👩‍👩‍👧‍👦 '.repeat(40),
  '&'.repeat(5000),
  'a very long text '.repeat(900),
  'x'.repeat(40_000),
  '<https://evil.example|ALR-1>',
  '',
  ' \n \n ',
];
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...HOSTILE), fc.lorem());
const url = fc.oneof(
  fc.constantFrom(
    '/alerts/ALR-204',
    '/',
    'javascript:alert(1)',
    '//evil.example',
    'not an address',
    'https://x.example/a|b>c?d=é',
  ),
  fc.webUrl({ withQueryParameters: true }),
  fc.constant(`https://desk.example/${'p'.repeat(4000)}`),
);
const at = fc.oneof(
  fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('yesterday', '1900-01-01T00:00:00Z'),
);
const severity = fc.constantFrom(...SEVERITIES);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const part: fc.Arbitrary<CardPart> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    text,
    severity: optional(severity),
    status: optional(text),
    url: optional(url),
  }),
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: text, value: text, at: optional(at) }), { maxLength: 30 }),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    items: fc.array(
      fc.record({ text, ref: optional(text), url: optional(url), at: optional(at), severity: optional(severity) }),
      { maxLength: 60 },
    ),
    more: optional(fc.record({ text, url })),
  }),
  fc.record({ kind: fc.constant('evidence' as const), quote: text, origin: text, url: optional(url) }),
  fc.record({ kind: fc.constant('image' as const), url, alt: text }),
  fc.record({
    kind: fc.constant('chart' as const),
    title: text,
    unit: text,
    points: fc.array(fc.record({ label: text, value: fc.oneof(fc.integer(), fc.double()) }), { maxLength: 40 }),
  }),
  fc.record({
    kind: fc.constant('field' as const),
    name: text,
    label: text,
    input: fc.constantFrom('text' as const, 'multiline' as const, 'select' as const),
    options: optional(fc.array(fc.record({ label: text, value: text }), { maxLength: 150 })),
    value: optional(text),
    required: optional(fc.boolean()),
  }),
  fc.record({
    kind: fc.constant('actions' as const),
    actions: fc.array(
      fc.record({
        id: fc.oneof(fc.constantFrom('alert.resolve', 'incident.undo', ''), fc.string({ maxLength: 300 })),
        label: text,
        value: fc.oneof(text, fc.constant('INC-17'), fc.constant('v'.repeat(2001))),
        style: optional(fc.constantFrom('primary' as const, 'danger' as const)),
        confirm: optional(text),
        url: optional(url),
      }),
      { maxLength: 40 },
    ),
  }),
  fc.record({ kind: fc.constant('context' as const), text, at: optional(at) }),
);

/** Any card at all, also ones that no view would make. */
export const anyCard: fc.Arbitrary<Card> = fc.record({
  key: fc.constantFrom('ALR-204', 'INC-17', 'health'),
  parts: fc.array(part, { maxLength: 70 }),
  language: optional(fc.constantFrom(...LANGUAGES)),
});

/** Any message with any cards. */
export const anyMessage: fc.Arbitrary<OutboundMessage> = fc.record({
  orgId: fc.constant(newOrgId()),
  text,
  card: optional(anyCard),
  more: optional(fc.array(anyCard, { maxLength: 3 })),
  severity: optional(severity),
  language: optional(fc.constantFrom(...LANGUAGES)),
  citations: optional(
    fc.array(fc.record({ ref: fc.constantFrom('ALR-1', 'INC-2'), kind: fc.constant('alert' as const), at, url }), {
      maxLength: 5,
    }),
  ),
});
