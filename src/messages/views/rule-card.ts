import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Rule } from '../../domain/rule.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { ruleExampleWords } from '../catalogue/rule-examples.ts';
import { ruleNameIn } from '../catalogue/rule-names.ts';
import { ruleWords } from '../catalogue/rules.ts';
import { pathOf } from '../links.ts';
import type { CardView } from './card-view.ts';

/** Rules as a list: what each looks for and whether it is on; the rest behind a link. */
export function ruleListCard(
  lines: readonly { rule: Rule; words: string }[],
  view: CardView & {
    language: Language;
    /** How many rules there are in all. */
    total: number;
    /** One was asked for by its reference. */
    single: boolean;
    /** Of the one: how many examples it is held against and how many fail; null where it takes none. */
    examples?: { kept: number; failing: number } | null;
  },
): Card {
  const { urls = pathOf, language, total, single } = view;
  const words = ruleWords[language];
  const examples = ruleExampleWords[language];
  const [first] = lines;
  const ref = (rule: Rule): string => formatReference({ kind: 'rule', number: rule.number });
  if (single && first) {
    const own = ref(first.rule);
    return {
      key: own,
      parts: [
        {
          kind: 'heading',
          text: `${own} ${oneLine(ruleNameIn(first.rule.name, language))}`,
          severity: first.rule.severity,
          status: words.states[first.rule.state],
          url: urls(own),
        },
        { kind: 'text', text: first.words },
        ...(view.examples
          ? [
              {
                kind: 'facts' as const,
                facts: [{ label: examples.label, value: examples.count(view.examples.kept, view.examples.failing) }],
              },
            ]
          : []),
        {
          kind: 'actions',
          actions: [
            { id: 'rule.open', label: words.open, value: own, url: urls(own) },
            ...(view.examples && view.forms && view.can('rules.propose')
              ? [{ id: 'rule.example', label: examples.add, value: own }]
              : []),
          ],
        },
      ],
    };
  }
  return {
    key: 'rules',
    parts: [
      { kind: 'heading', text: words.listTitle(lines.length) },
      {
        kind: 'list',
        items: lines.slice(0, 20).map(({ rule, words: what }) => ({
          text: `${oneLine(ruleNameIn(rule.name, language), 80)} (${words.states[rule.state]}): ${what}`,
          ref: ref(rule),
          url: urls(ref(rule)),
          severity: rule.severity,
        })),
        ...(total > Math.min(lines.length, 20) ? { more: { text: words.allRules, url: '/rules' } } : {}),
      },
    ],
  };
}
