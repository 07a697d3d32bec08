import type { Role } from '../../../domain/role.ts';
import { helpWords } from '../../../messages/catalogue/help.ts';
import type { HelpAnswer, HelpSection } from '../../../tools/search-help.ts';
import type { PlanContext } from '../plan-types.ts';

/** What `help` answers. */
export type Help = {
  /** Absent where others read along. */
  role?: Role;
  /** Only what SafeNest is was asked. */
  itself?: true;
  answers: { name: string; text: string; examples: string[] }[];
  not_for_your_role: { name: string; ask: Role[] }[];
  topics: string[];
  examples: string[];
};

/** What one may ask for, with examples that can be said as they stand. */
export function overviewAnswer(help: Help, { language }: PlanContext): string[] {
  const words = helpWords[language];
  if (help.itself) return [...words.itself];
  const named = (topic: string): string => words.topics[topic]?.name ?? topic;
  if (help.answers.length > 0) {
    return help.answers
      .slice(0, 2)
      .flatMap(({ text, examples }) => [text, ...(examples[0] ? [words.forExample(examples[0])] : [])]);
  }
  const topics = help.topics.map(named).join(', ');
  const translated = help.topics.flatMap((topic) => words.topics[topic]?.example ?? []);
  return [
    ...help.not_for_your_role.map(({ name, ask }) => words.notYours(named(name), ask)),
    help.role === undefined ? words.canDoHere(topics) : words.canDo(help.role, topics),
    words.try,
    ...(translated.length > 0 ? translated : help.examples)
      .filter((example) => !REFERENCE.test(example))
      .slice(0, 4)
      .map((example) => `• ${example}`),
    words.howTo,
  ];
}

/** What the guide says: the passage that answers, where the rest of it is, and what else fits. */
export function guideAnswer(
  args: Record<string, unknown>,
  help: HelpAnswer,
  all: number,
  { language }: PlanContext,
): string[] {
  const words = helpWords[language];
  const [first, ...more] = help.sections;
  const intro = args.offer === true ? words.offered : help.sure ? '' : words.nearest;
  if (!first) {
    const [other] = help.not_for_your_role;
    if (!other) return [words.nothing(help.question)];
    return [words.notYours(other.title, other.ask as Role[]), words.readAll(linkTo(other))];
  }
  return [
    intro,
    first.in_english ? words.inEnglish : '',
    first.passage,
    words.readAll(linkTo(first)),
    ...(more.length > 0 && all === 1 && args.offer !== true ? [words.seeAlso(more.map(linkTo).join(', '))] : []),
  ].filter((line) => line !== '');
}

const linkTo = ({ title, url }: Pick<HelpSection, 'title' | 'url'>): string => `[${title}](${url})`;
/** An example that names something that is not there says less than none. */
const REFERENCE = /\b(?:ALR|INC|RULE|PROP)-\d/;
