import type { GlossRule } from './gloss-rule.ts';
export const FRENCH: readonly GlossRule[] = [];
