import { z } from 'zod';
import { oneLine } from '../domain/text.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { reviewCard } from '../messages/views/review-card.ts';
import { reviewTimes } from '../messages/views/review-text.ts';
import { seeIncident } from '../pipeline/incident-record.ts';
import { seeReview } from '../pipeline/review/review.ts';
import { defineTool } from './define-tool.ts';
import { orNotFound, readNumber, referenceInput } from './reference-input.ts';
import { alertCitation, incidentCitation } from './tool-data.ts';

/** What `open_review` answers. */
export type OpenedReview = {
  ref: string;
  /** Absent where none was made. */
  made?: true;
  times: { label: string; value: string }[];
  quoted_summary?: string;
  quoted_went_well?: string;
  quoted_did_not_go_well?: string;
  quoted_follow_ups?: string;
};

export const openReviewTool = defineTool({
  name: 'open_review',
  description:
    'Look at the review (post-mortem) of a closed incident: its times, summary, what went well, what did not, follow-ups. ' +
    'Use it for "the review of INC-12", "what did we learn from INC-12".',
  input: z.object({ id: referenceInput('incident') }),
  access: 'read',
  permission: 'incidents.read',
  async run({ org, principal, language }, { id }) {
    const number = readNumber('incident', id);
    return org(async (tx) => {
      await orNotFound('incident', number, principal, () => seeIncident(tx, principal, number), language);
      const { incident, facts, review } = await seeReview({ tx, principal }, number);
      const said = (text: string | undefined): string => oneLine(text ?? '', 600);
      const data: OpenedReview = {
        ref: `INC-${number}`,
        ...(review ? { made: true } : {}),
        times: reviewTimes({ ...facts, timeZone: principal.timeZone }, language).map(({ label, value }) => ({
          label,
          value,
        })),
        ...(review?.texts.summary && { quoted_summary: said(review.texts.summary.text) }),
        ...(review?.texts.well && { quoted_went_well: said(review.texts.well.text) }),
        ...(review?.texts.badly && { quoted_did_not_go_well: said(review.texts.badly.text) }),
        ...(review?.texts.follow_ups && { quoted_follow_ups: said(review.texts.follow_ups.text) }),
      };
      return {
        data,
        card: reviewCard(facts, review, { ...viewOf(principal), language }),
        citations: [incidentCitation(incident), ...facts.alerts.slice(0, 10).map(alertCitation)],
      };
    });
  },
});
