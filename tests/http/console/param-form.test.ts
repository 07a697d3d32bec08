import { describe, expect, test } from 'vitest';
import { type ParamField, paramFields, paramInput, readParams } from '../../../src/http/console/param-form.ts';
import { PARAM_WORDS } from '../../../src/messages/param-words.ts';
import { DETECTORS } from '../../../src/pipeline/anomaly/index.ts';

/** What a browser sends for the field as it stands in the page. */
function sent(field: ParamField): Record<string, string> {
  const name = `param.${field.name}`;
  if (field.input.kind !== 'choices') return { [name]: field.value };
  const ticked = paramInput(field)
    .toString()
    .matchAll(/<input type="checkbox" name="([^"]+)" value="on" checked>/g);
  return { [name]: '', ...Object.fromEntries([...ticked].map((match) => [match[1]!, 'on'])) };
}

describe('the form of a rule’s parameters', () => {
  test.each(DETECTORS.map((detector) => [detector.kind, detector] as const))(
    '%s: what the form shows, sent back untouched, is what was set',
    (_kind, detector) => {
      for (const given of [undefined, ...detector.examples.map((example) => example.params)]) {
        const parsed = detector.params.safeParse(given ?? {});
        if (!parsed.success) continue;
        const set = parsed.data as Record<string, unknown>;
        const fields = paramFields(detector.params, set);
        // what may be left out is asked for as well, and shown empty
        const left = fields.filter(({ name }) => !(name in set));
        expect(left.filter(({ required, value }) => required || value !== '')).toEqual([]);
        expect(fields.map((field) => field.name)).toEqual(expect.arrayContaining(Object.keys(set)));
        const form = Object.assign({}, ...fields.map(sent)) as Record<string, string>;
        expect(detector.params.parse(readParams(fields, form))).toEqual(set);
      }
    },
  );

  test('a field says its bounds and what it means', () => {
    const detector = DETECTORS.find(({ kind }) => kind === 'failed_logins')!;
    const field = paramFields(detector.params, { threshold: 5 }).find(({ name }) => name === 'threshold')!;
    const markup = paramInput(field).toString();
    expect(markup).toContain('type="number" name="param.threshold" value="5" step="1" min="1" max="1000"');
    expect(markup).toContain('<label>Alert on more failures than<');
  });

  test.each(DETECTORS.map((detector) => [detector.kind, detector] as const))(
    '%s: every parameter is asked for in words, none as JSON, and each has a label of its own',
    (_kind, detector) => {
      const fields = paramFields(detector.params, {});
      for (const field of fields) {
        expect(Object.keys(PARAM_WORDS), field.name).toContain(field.name);
        expect(field.input.kind).not.toBe('json');
        expect(paramInput(field).toString()).not.toMatch(/JSON|null|`/);
      }
      expect(new Set(fields.map((field) => field.label)).size).toBe(fields.length);
    },
  );

  test('weekdays are ticked; none ticked is none, for the schema to refuse; no zone is the organisation’s', () => {
    const detector = DETECTORS.find(({ kind }) => kind === 'time_window')!;
    const fields = paramFields(detector.params, { days: ['mon', 'sun'], time_zone: null });
    const days = fields.find(({ name }) => name === 'days')!;
    expect(paramInput(days).toString()).toContain('name="param.days.sun" value="on" checked>Sunday');
    expect(days.shown).toBe('Monday, Sunday');
    expect(readParams(fields, { 'param.days': '', 'param.days.tue': 'on', 'param.time_zone': ' ' })).toEqual({
      days: ['tue'],
      time_zone: null,
    });
    const none = readParams(fields, { 'param.days': '' });
    expect(none).toEqual({ days: [] });
    expect(detector.params.safeParse(none).success).toBe(false);
  });

  test('what cannot be read is left for the schema to refuse', () => {
    const detector = DETECTORS.find(({ kind }) => kind === 'failed_logins')!;
    const fields = paramFields(detector.params, {});
    const read = readParams(fields, { 'param.threshold': 'many', 'param.except': '10.0.0.0/8\n\n 192.0.2.0/24 ' });
    expect(read.except).toEqual(['10.0.0.0/8', '192.0.2.0/24']);
    expect(detector.params.safeParse(read).success).toBe(false);
  });
});
