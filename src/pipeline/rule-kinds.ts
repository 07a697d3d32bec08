import type { z } from 'zod';
import type { Language } from '../domain/language.ts';
import type { Severity } from '../domain/severity.ts';
import { DETECTORS } from './anomaly/index.ts';
import { loginVolume } from './anomaly/unusual/login-volume.ts';
import { unusualLogin } from './anomaly/unusual/unusual-login.ts';
import { CAMERA_RULES } from './cameras/rules/index.ts';
import { signalRule } from './signals/signal-rule.ts';

/** What is the same of every kind of rule, whether it looks at logins, at what cameras see, or at signals. */
export interface RuleKind {
  kind: string;
  title: string;
  severity: Severity;
  cooldownSeconds: number;
  params: z.ZodType;
  /** What a rule with these parameters is called where nobody names it; null for the title. */
  called?(params: unknown): string | null;
  bind(params: unknown): { words(language: Language): string };
}

/** Every kind of rule there is. */
export const RULE_KINDS: readonly RuleKind[] = [...DETECTORS, unusualLogin, loginVolume, ...CAMERA_RULES, signalRule];

export const findRuleKind = (kind: string): RuleKind | null => RULE_KINDS.find((one) => one.kind === kind) ?? null;
