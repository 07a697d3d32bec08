import type { OrgId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { Appeal, CaseEvidence, ModerationAction } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { cardText } from '../../messages/card-text.ts';
import { actionWords } from '../../messages/catalogue/moderation-action.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import { affectedCard } from '../../messages/views/affected-card.ts';

/** The language a text is written in. */
export type ReadLanguage = (text: string) => Language;

export interface Affected {
  orgId: OrgId;
  action: ModerationAction;
  /** What they wrote themselves. */
  evidence: readonly CaseEvidence[];
  timeZone: string;
  appealed: boolean;
}

const MOST_READ = 2000;

/** Nobody tells us which language they speak: it is read from what they wrote. */
const languageOf = ({ evidence }: Pick<Affected, 'evidence'>, read: ReadLanguage): Language => {
  const said = evidence
    .map(({ quote }) => quote)
    .join(' ')
    .slice(0, MOST_READ);
  return said === '' ? 'en' : read(said);
};

/** What the person affected is told, as it stands now. */
export function affectedMessage(affected: Affected, read: ReadLanguage): OutboundMessage {
  const { orgId, action, evidence, timeZone, appealed } = affected;
  const language = languageOf(affected, read);
  const card = affectedCard({ action, quotes: evidence, appealed }, timeZone, language);
  return { orgId, text: cardText(card, timeZone), card, language };
}

/** What they are told when it is taken back. */
export function liftedMessage(affected: Affected, read: ReadLanguage): OutboundMessage {
  const language = languageOf(affected, read);
  const { affected: words } = actionWords[language];
  const { action, orgId } = affected;
  const said = words.lifted(formatReference({ kind: 'action', number: action.number }));
  const text = action.liftReason ? `${said} ${words.note(oneLine(action.liftReason, 500))}` : said;
  return { orgId, text, language };
}

/** How an appeal was decided, for whoever made it. */
export function decidedMessage(affected: Affected, appeal: Appeal, read: ReadLanguage): OutboundMessage {
  const language = languageOf(affected, read);
  const { affected: words } = actionWords[language];
  const ref = formatReference({ kind: 'action', number: affected.action.number });
  const said = appeal.state === 'overturned' ? words.overturned(ref) : words.upheld(ref);
  const text = appeal.note ? `${said} ${words.note(oneLine(appeal.note, 500))}` : said;
  return { orgId: affected.orgId, text, language };
}
