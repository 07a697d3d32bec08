import { describe, expect, test } from 'vitest';
import { newOrgId } from '../../../src/domain/id.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { renderCard } from '../../../src/http/console/render-card.ts';
import type { Card, CardPart } from '../../../src/messages/card.ts';
import { viewOf } from '../../../src/messages/views/card-view.ts';
import { incidentCard } from '../../../src/messages/views/incident-card.ts';
import { anAlert, anEntry, anIncident } from '../../support/cards.ts';

const frame = {
  clock: { now: new Date('2026-11-20T15:00:00Z'), timeZone: 'Europe/Berlin' },
  back: '/incidents/INC-17',
};
const draw = (...parts: CardPart[]): string => renderCard({ key: 'INC-17', parts }, frame).toString();
const EVIL = '"><script>alert(1)</script>';

/** One of every part, every text of it hostile. */
const EVERY_PART: CardPart[] = [
  { kind: 'heading', text: EVIL, severity: 'high', status: EVIL, url: `javascript:${EVIL}` },
  { kind: 'text', text: EVIL },
  {
    kind: 'facts',
    facts: [
      { label: EVIL, value: EVIL },
      { label: 'When', value: EVIL, at: EVIL },
    ],
  },
  {
    kind: 'list',
    items: [{ text: EVIL, ref: EVIL, url: EVIL, at: EVIL, severity: 'low' }],
    more: { text: EVIL, url: EVIL },
  },
  { kind: 'evidence', quote: EVIL, origin: EVIL, url: EVIL },
  { kind: 'image', url: `data:${EVIL}`, alt: EVIL },
  { kind: 'chart', title: EVIL, unit: EVIL, points: [{ label: EVIL, value: 3 }] },
  { kind: 'field', name: EVIL, label: EVIL, input: 'select', options: [{ label: EVIL, value: EVIL }], value: EVIL },
  { kind: 'field', name: 'why', label: EVIL, input: 'multiline', value: EVIL },
  { kind: 'field', name: 'what', label: EVIL, input: 'text', value: EVIL, required: true },
  { kind: 'actions', actions: [{ id: EVIL, label: EVIL, value: EVIL, confirm: EVIL, style: 'danger' }] },
  { kind: 'actions', actions: [{ id: 'x', label: EVIL, value: 'x', url: EVIL }] },
  { kind: 'context', text: EVIL, at: '2026-11-20T14:57:00Z' },
];

describe('renderCard', () => {
  test.each(EVERY_PART)('hostile text stays text in $kind', (part) => {
    const markup = renderCard({ key: EVIL, parts: [part] } satisfies Card, frame).toString();
    expect(markup).toContain('&lt;script&gt;');
    expect(markup).not.toContain('<script');
    expect(markup).not.toMatch(/(href|src)="(javascript|data):/);
  });

  test('says how bad by word, shape and colour', () => {
    const markup = draw({
      kind: 'heading',
      text: 'Break-in',
      severity: 'critical',
      status: 'open',
      url: '/incidents/INC-17',
    });
    expect(markup).toContain('card-critical');
    expect(markup).toMatch(/<span class="sev sev-critical"><svg.*<\/svg>Critical<\/span>/);
    expect(markup).toContain('<a href="/incidents/INC-17">Break-in</a>');
  });

  test('a button is a form that works without scripts and knows the way back', () => {
    const markup = draw({ kind: 'actions', actions: [{ id: 'incident.close', label: 'Close', value: 'INC-17' }] });
    expect(markup).toContain('method="post" action="/console/actions"');
    expect(markup).toContain('name="id" value="incident.close"');
    expect(markup).toContain('name="value" value="INC-17"');
    expect(markup).toContain('name="back" value="/incidents/INC-17"');
    expect(markup).not.toContain('name="ask"');
  });

  test('what asks first says so, and a link is a link', () => {
    const markup = draw({
      kind: 'actions',
      actions: [
        { id: 'x', label: 'Open', value: 'INC-17', url: '/incidents/INC-17' },
        { id: 'incident.undo', label: 'Undo', value: 'INC-17', confirm: 'Withdraw INC-17?' },
      ],
    });
    expect(markup).toContain('name="ask" value="Withdraw INC-17?"');
    expect(markup.match(/<form/g)).toHaveLength(1);
    expect(markup).toMatch(/<a role="button"[^>]*href="\/incidents\/INC-17">Open<\/a>/);
  });

  test('fields belong to the form of the first button', () => {
    const markup = draw(
      { kind: 'field', name: 'why', label: 'Why', input: 'text' },
      {
        kind: 'actions',
        actions: [
          { id: 'a', label: 'A', value: '1' },
          { id: 'b', label: 'B', value: '1' },
        ],
      },
    );
    const [, form] = /name="why" form="([^"]+)"/.exec(markup)!;
    expect(markup.match(new RegExp(`<form[^>]*id="${form}"`, 'g'))).toHaveLength(1);
    expect(markup.indexOf(`id="${form}"`)).toBeLessThan(markup.indexOf('value="b"'));
  });

  test('an incident’s card as people see it: its words, its alerts, its buttons', () => {
    const principal: Principal = {
      orgId: newOrgId(),
      name: 'Ada',
      role: 'officer',
      timeZone: 'Europe/Berlin',
      actor: { kind: 'member', id: 'm' },
      place: { platform: 'console', audience: 'private' },
    };
    const card = incidentCard(anIncident(), { ...viewOf(principal), alerts: [anAlert()], timeline: [anEntry()] });
    const markup = renderCard(card, frame).toString();
    expect(markup).toContain('data-card="INC-17"');
    expect(markup).toContain('href="/alerts/ALR-204"');
    for (const label of ['Open', 'Assign to me', 'Close', 'Undo']) expect(markup).toContain(`>${label}<`);
  });

  test('carries no inline style and no script of its own: the content security policy would drop them', () => {
    const markup = renderCard({ key: 'k', parts: EVERY_PART }, frame).toString();
    expect(markup).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+="/);
  });
});
