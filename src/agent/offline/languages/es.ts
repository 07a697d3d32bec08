import type { GlossRule } from './gloss-rule.ts';
export const SPANISH: readonly GlossRule[] = [];
