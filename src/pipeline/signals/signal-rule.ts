import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { fitsPattern } from '../../domain/name-pattern.ts';
import { SEVERITIES, severityRank } from '../../domain/severity.ts';
import type { Signal } from '../../domain/signal.ts';
import { oneLine } from '../../domain/text.ts';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';

const names = (what: string) =>
  z.array(z.string().trim().toLowerCase().min(1).max(100)).max(100).default([]).describe(what);

const params = z.strictObject({
  sources: names('Only of these systems, like okta; * stands for anything; none means all'),
  kinds: names('Only of these kinds, like mfa_disabled or disk*; none means all'),
  min_severity: z.enum(SEVERITIES).default('medium').describe('Only signals so severe or worse'),
  closes: z.boolean().default(true).describe('A resolved signal resolves the alert that it raised'),
});

export interface BoundSignalRule {
  matches(signal: Pick<Signal, 'source' | 'kind' | 'severity'>): boolean;
  closes: boolean;
  words(language: Language): string;
}

/** Notices what other systems report. Its alerts are as severe as the signal, and at least as the rule. */
export const signalRule = {
  kind: 'signal',
  title: 'Signal of another system',
  severity: 'medium' as const,
  cooldownSeconds: 3600,
  params,
  bind(input: unknown): BoundSignalRule {
    const { sources, kinds, min_severity, closes } = params.parse(input);
    return {
      matches: (signal) =>
        isOneOf(signal.source, sources) &&
        isOneOf(signal.kind, kinds) &&
        severityRank(signal.severity) >= severityRank(min_severity),
      closes,
      words: (language) =>
        ruleSentences[language].signal({ sources: listed(sources), kinds: listed(kinds), least: min_severity, closes }),
    };
  },
};

/** Whether a name is one of these, in which * stands for anything; of none, every name is. */
const isOneOf = (name: string, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((pattern) => fitsPattern(name, pattern));

const listed = (all: readonly string[]): string | null =>
  all.length === 0 ? null : all.map((one) => oneLine(one, 60)).join(', ');
