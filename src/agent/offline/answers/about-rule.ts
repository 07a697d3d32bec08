import { inLanguage } from '../../../domain/time-words.ts';
import { aboutRuleWords } from '../../../messages/catalogue/about-rule.ts';
import { ruleWords } from '../../../messages/catalogue/rules.ts';
import { terms } from '../../../messages/catalogue/terms.ts';
import type { RuleNoise } from '../../../tools/about-rule.ts';
import type { ListedRules } from '../../../tools/list-rules.ts';
import type { MutedRule } from '../../../tools/mute-rule.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import { isPlainKey, short, theirs } from './phrases.ts';

/** One rule that somebody asks about: what they want to know of it first, then the rest. */
export function oneRuleAnswer(
  rule: ListedRules['rules'][number],
  noise: RuleNoise,
  asked: AskedOfIt,
  { language }: PlanContext,
): string[] {
  const words = aboutRuleWords[language];
  const looks = words.looksAt(
    rule.words,
    ruleWords[language].states[rule.state],
    terms[language].severity[rule.severity],
  );
  const fired = [
    words.noise(rule.ref, noise.alerts_7d, noise.alerts_30d, noise.false_alarms, noise.judged),
    ...(noise.about.length > 0
      ? [
          words.whom(
            noise.about
              .map(
                ({ quoted_name: name, count }) =>
                  `${isPlainKey(name.replace('@', '.')) ? name : theirs(name, language)} (${count})`,
              )
              .join(', '),
          ),
        ]
      : []),
    ...(noise.latest
      ? [words.latest(noise.latest.ref, short(noise.latest.quoted_title), inLanguage(noise.latest.time, language))]
      : []),
  ];
  const made = [
    noise.made
      ? words.made(rule.ref, inLanguage(noise.made.when, language), noise.made.by)
      : words.madeUnknown(rule.ref),
    noise.was_changed && rule.changed
      ? words.changed(inLanguage(rule.changed, language), rule.changed_by)
      : words.unchanged,
  ];
  if (asked === 'rule_made') return [...made, looks];
  if (asked === 'rule_noise') return [...fired, looks];
  return [`[${rule.ref}] “${short(rule.name)}”.`, looks, fired[0]!, ...made.slice(0, 1)];
}

/** What became of a rule that is to tell nothing about somebody for a while. */
export function mutedRuleAnswer(data: MutedRule, { language }: PlanContext): string[] {
  const words = aboutRuleWords[language];
  const { rule, quoted_who: account, until, alert } = data;
  const who = isPlainKey(account.replace('@', '.')) ? account : theirs(account, language);
  if (data.did === 'muted') return [words.muted(rule, who, until), ...(alert === null ? [] : [words.mutedHow(alert)])];
  return [words.nothingToMute(rule, who), data.may_leave_out ? words.leaveOut(rule, who) : words.onPage(rule)];
}
