import { z } from 'zod';
import type { OrgId } from '../../domain/id.ts';
import type { CaseEvidence, ModerationCase } from '../../domain/moderation.ts';
import { type ModerationPolicy, severityOf } from '../../domain/moderation-policy.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';

/** What a language model may say of a case. */
export const caseWordingSchema = z.strictObject({
  attention: z
    .enum(['as_rules', 'more'])
    .describe('Whether it deserves more attention than the rules gave it; never less'),
  summary: z
    .string()
    .min(1)
    .max(600)
    .describe('What happened, in one to three plain sentences; people only as P1, P2 …'),
  evidence: z.array(z.int().min(1)).min(1).max(6).describe('Numbers of the quotes that the summary stands on'),
  reasons: z.array(z.string().min(1).max(160)).max(3).describe('Why it deserves more attention, if it does'),
});
export type CaseWording = z.output<typeof caseWordingSchema>;

/** What the model is told: what the rules found, and the evidence. People are numbered, so that it need not know anybody. */
export interface CaseFacts {
  kind: string;
  severity_by_rules: string;
  escalation: number;
  found_by_rules: string[];
  people: { who: string; role: 'chiefly about' | 'takes part' | 'target' | 'other'; messages: number }[];
  quotes: { number: number; who: string; minute: number; text: string }[];
}

/** Asks a language model to word a case; null where there is none, it is away, or what it said did not fit. */
export type WordCase = (
  orgId: OrgId,
  facts: CaseFacts,
  signal?: AbortSignal,
) => Promise<{ wording: CaseWording; model: string } | null>;

const MOST_QUOTES = 20;
const LONGEST_QUOTE = 400;

/** A case as the model is told it, with who is who; null where a quote speaks to machines or moderators: then the rules' words stand. */
export function caseFacts(
  one: ModerationCase,
  evidence: readonly CaseEvidence[],
): { facts: CaseFacts; names: ReadonlyMap<string, string> } | null {
  const quoted = evidence.slice(-MOST_QUOTES);
  if (quoted.some(({ quote }) => givesOrders(quote))) return null;
  const accounts = [
    one.offender.account,
    ...one.offenders.map(({ account }) => account),
    ...(one.target ? [one.target.account] : []),
    ...quoted.map(({ author }) => author),
  ];
  const number = new Map([...new Set(accounts)].map((account, i) => [account, `P${i + 1}`]));
  const nameOf = (account: string): string =>
    [one.offender, ...(one.target ? [one.target] : []), ...one.offenders].find((person) => person.account === account)
      ?.name ||
    quoted.find(({ author }) => author === account)?.authorName ||
    account;
  const began = quoted[0]?.saidAt.getTime() ?? 0;
  const facts: CaseFacts = {
    kind: one.kind,
    severity_by_rules: one.severity,
    escalation: Math.round(one.score),
    found_by_rules: [...one.triggers],
    people: [...number].slice(0, MOST_QUOTES).map(([account, who]) => ({
      who,
      role:
        account === one.offender.account
          ? 'chiefly about'
          : account === one.target?.account
            ? 'target'
            : one.offenders.some((other) => other.account === account)
              ? 'takes part'
              : 'other',
      messages: one.offenders.find((other) => other.account === account)?.messages ?? 0,
    })),
    quotes: quoted.map(({ author, quote, saidAt }, i) => ({
      number: i + 1,
      who: number.get(author)!,
      minute: Math.round((saidAt.getTime() - began) / 60_000),
      text: oneLine(quote, LONGEST_QUOTE),
    })),
  };
  return { facts, names: new Map([...number].map(([account, who]) => [who, oneLine(nameOf(account), 80) || account])) };
}

/**
 * A case with what a model said of it: its words where they hold, and one step more attention at most, measured by what the rules
 * say. Who it is about, what was found, the evidence and what is advised stay as they are. Words that name nobody of the case,
 * stand on quotes that are not there, or tell what to do are left out with all the rest.
 */
export function withWording(
  one: ModerationCase,
  policy: Pick<ModerationPolicy, 'severity'>,
  known: { facts: CaseFacts; names: ReadonlyMap<string, string> },
  { wording, model }: { wording: CaseWording; model: string },
): ModerationCase | null {
  const { attention, summary, evidence, reasons } = wording;
  if (evidence.some((number) => number > known.facts.quotes.length)) return null;
  const text = plain(summary, 600);
  if (text === '' || tellsWhatToDo(text) || reasons.some(tellsWhatToDo)) return null;
  const named = [...text.matchAll(/\bP(\d+)\b/g)];
  if (named.length === 0 || named.some(([who]) => !known.names.has(who))) return null;
  const byRules = SEVERITIES.indexOf(severityOf(policy, one.kind, one.score));
  const raised = attention === 'more' ? Math.min(byRules + 1, SEVERITIES.length - 1) : byRules;
  const more = reasons.map((reason) => withNames(plain(reason, 160), known.names)).filter((reason) => reason !== '');
  return {
    ...one,
    summary: withNames(text, known.names),
    summaryBy: model,
    severity: SEVERITIES[Math.max(raised, SEVERITIES.indexOf(one.severity))]!,
    reasons: [...new Set([...one.reasons, ...(attention === 'more' ? more : [])])].slice(0, 10),
  };
}

const withNames = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\bP\d+\b/g, (who) => names.get(who) ?? who);

/** A model's words as they may be shown: one line, and no address that a chat would fetch by itself. */
const plain = (text: string, limit: number): string =>
  oneLine(text.replaceAll(/\b[a-z][a-z\d+.-]*:\/\/\S+|\bwww\.\S+/gi, ''), limit);

/** What ought to be done is the policy's to say: a model that says it has listened to somebody. */
const tellsWhatToDo = (text: string): boolean =>
  /\b(?:ban(?:s|ned|ning)?|kick(?:s|ed)?|mut(?:e|ed|ing)|time[ds]?[- ]?outs?|warn(?:ed|ing)?|suspend\w*|expel\w*|dismiss\w*|punish\w*|sanction\w*|pardon\w*|innocent|blameless|not guilty|false alarm|no violation|(?:should|must|ought to|needs? to) be|recommend\w*|moderators? (?:should|must))\b/i.test(
    text,
  );

/**
 * Whether a quote speaks to those who read it as evidence and not to the people of the conversation. NOTE it only spares the model the
 * temptation: what a model may do is bounded by `withWording`, whether it listens or not.
 */
const givesOrders = (quote: string): boolean =>
  /\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:instruction|prompt|rule|above|previous|prior)|\b(?:ignorier|vergiss|missachte)\w*\b.{0,60}\b(?:anweisung|regel|vorherig)|\b(?:ignore[rz]?|oublie[rz]?|olvida|ignora)\b.{0,60}\b(?:instruction|instrucci|consigne|règle|regla)|\bas (?:the|a|an|your) (?:moderator|admin|system|developer)|\bsystem prompt|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|moderation)|\bI (?:hereby )?(?:order|command|instruct) you|<\/?(?:system|assistant|user|evidence)>|["'](?:attention|summary|severity)["']\s*:/iu.test(
    quote.slice(0, 4000).normalize('NFKC'),
  );
