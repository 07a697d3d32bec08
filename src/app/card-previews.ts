import { addressUnder } from '../bots/discord/markdown.ts';
import { renderModal } from '../bots/discord/modal.ts';
import { render as renderDiscord } from '../bots/discord/render.ts';
import { renderMessage as renderSlack, renderForm as renderSlackForm } from '../bots/slack/render.ts';
import { addressesUnder } from '../bots/teams/markup.ts';
import { picturesOf } from '../bots/teams/platform.ts';
import { renderMessage as renderTeams } from '../bots/teams/render.ts';
import { renderForm as renderTeamsForm } from '../bots/teams/render-form.ts';
import type { OrgId } from '../domain/id.ts';
import type { CardPreviews } from '../http/services.ts';
import type { Log } from '../log.ts';
import { chartPicture } from '../media/chart-picture.ts';
import type { Card, CardPart } from '../messages/card.ts';
import { cardText } from '../messages/card-text.ts';
import { parseFeedbackKey } from '../messages/views/feedback-card.ts';
import { opensForm } from '../pipeline/forms.ts';

/** What each platform would be sent for a card, by the renderers that send it. */
export const cardPreviews = (log: Log): CardPreviews => ({
  async slack(card, base) {
    if (isForm(card)) {
      const from = { workspace: '', channel: '', thread: null, direct: true, message: null };
      return { payload: renderSlackForm(card, from, { publicUrl: base }), pictures: {} };
    }
    return { payload: renderSlack(messageOf(card), { publicUrl: base }), pictures: {} };
  },
  async discord(card, base) {
    if (isForm(card)) return { payload: renderModal(card.parts, 'form', card.language ?? 'en'), pictures: {} };
    const drawn = await drawnCharts(card);
    const places = new Map([...drawn.keys()].map((part, index) => [part, `attachment://picture-${index + 1}.png`]));
    const payload = renderDiscord(messageOf(card), {
      address: addressUnder(base),
      picture: (part) => places.get(part) ?? null,
    });
    return { payload, pictures: Object.fromEntries([...places].map(([part, place]) => [place, drawn.get(part)!])) };
  },
  async teams(card, base) {
    if (isForm(card)) return { payload: renderTeamsForm(card, { language: card.language ?? 'en' }), pictures: {} };
    const pictures = await picturesOf([card], { drawChart: chartPicture, log });
    const frame = { addressOf: addressesUnder(base), opensForm, pictures };
    return { payload: renderTeams(messageOf(card), frame), pictures: {} };
  },
});

/** A card of fields with one button is opened as a form. */
const isForm = ({ parts }: Card): boolean =>
  parts.some((part) => part.kind === 'field') &&
  parts.flatMap((part) => (part.kind === 'actions' ? part.actions : [])).length === 1;

/** The line under an answer is shown under one. */
const messageOf = (card: Card) =>
  parseFeedbackKey(card.key)
    ? { orgId: '' as OrgId, text: 'No incident is open.', more: [card] }
    : { orgId: '' as OrgId, text: cardText(card), card };

async function drawnCharts({ parts }: Card): Promise<Map<CardPart, string>> {
  const drawn = new Map<CardPart, string>();
  for (const part of parts)
    if (part.kind === 'chart') {
      const picture = await chartPicture(part);
      drawn.set(part, `data:image/png;base64,${picture.toString('base64')}`);
    }
  return drawn;
}
