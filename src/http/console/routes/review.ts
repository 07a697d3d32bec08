import { Temporal } from 'temporal-polyfill';
import type { OrgDb } from '../../../db/scope.ts';
import type { IncidentReportKind } from '../../../domain/incident-review.ts';
import type { Language } from '../../../domain/language.ts';
import { formatReference } from '../../../domain/reference.ts';
import { SafeNestError } from '../../../errors.ts';
import { incidentWriting } from '../../../messages/catalogue/incident-writing.ts';
import { isReviewSection } from '../../../messages/views/review-card.ts';
import { reviewMarkdown } from '../../../messages/views/review-document.ts';
import { languageOfMember } from '../../../pipeline/member-language.ts';
import { askedOf, giveFeedback } from '../../../pipeline/review/give-feedback.ts';
import {
  editReview,
  remakeReview,
  restoreReview,
  seeReview,
  seeReviewHistory,
  setIncidentBegan,
} from '../../../pipeline/review/review.ts';
import { readReviewSettings, setReviewSettings } from '../../../pipeline/review/review-settings.ts';
import { draftReport, reportTextsSchema, writeReport } from '../../../pipeline/review/write-report.ts';
import { incidentReportPage } from '../pages/incident-report.ts';
import { printedDocument } from '../pages/report-document.ts';
import { reviewPage } from '../pages/review.ts';
import { numberOf, type Pages, type Visit } from '../visit.ts';

/** What is written about an incident: its review, reports, and how handling it went. */
export function reviewRoutes(pages: Pages): void {
  const pathOf = (request: Visit['request']): string =>
    `/incidents/${encodeURIComponent(String(request.params.ref))}/review`;

  pages.show('/incidents/:ref/review', 'incidents.read', async (visit, tx) => {
    const { principal, clock, request } = visit;
    const number = numberOf(request, 'incident');
    const seen = await seeReview({ tx, principal }, number);
    const history = await seeReviewHistory({ tx, principal }, number);
    return {
      title: incidentWriting[seen.review?.language ?? 'en'].review.title(refOf(number)),
      current: 'incidents',
      body: reviewPage({ principal, clock, ...seen, history, isAsked: await isAsked(tx, visit, number) }),
    };
  });

  pages.download('/incidents/:ref/review/markdown', 'incidents.read', async (visit, response) => {
    const { principal, org, request } = visit;
    const number = numberOf(request, 'incident');
    const { review, ...seen } = await org((tx) => seeReview({ tx, principal }, number));
    if (!review) throw new SafeNestError('not_found', incidentWriting.en.review.notYet);
    response
      .type('text/markdown; charset=utf-8')
      .attachment(`${refOf(number)}-review.md`)
      .send(reviewMarkdown({ ...seen, review }));
  });

  pages.download('/incidents/:ref/review/pdf', 'incidents.read', async (visit, response) => {
    const { principal, clock, org, request, services } = visit;
    const number = numberOf(request, 'incident');
    const { printer } = services;
    if (!printer)
      throw new SafeNestError('unavailable', 'This process makes no PDFs. Print the page from your browser.');
    const seen = await org((tx) => seeReview({ tx, principal }, number));
    if (!seen.review) throw new SafeNestError('not_found', incidentWriting.en.review.notYet);
    const { language } = seen.review;
    const body = reviewPage({ principal, clock, ...seen, history: [], isAsked: false, printed: true });
    const bytes = await printer.print(
      printedDocument(incidentWriting[language].review.title(refOf(number)), language, body),
    );
    response
      .type('application/pdf')
      .attachment(`${refOf(number)}-review.pdf`)
      .send(bytes);
  });

  pages.act('/incidents/:ref/review', 'incidents.write', async (visit) => {
    await visit.work((w) => remakeReview(w, numberOf(visit.request, 'incident')));
    return { to: pathOf(visit.request), text: 'Up to date. What people wrote stays as it was.' };
  });

  pages.act(
    '/incidents/:ref/review/began',
    'incidents.write',
    async (visit, form) => {
      const number = numberOf(visit.request, 'incident');
      await visit.work(async (w) => {
        const { facts } = await seeReview(w, number);
        await setIncidentBegan(w, number, form.at ? momentIn(form.at, facts.timeZone) : null);
      });
      return { to: pathOf(visit.request), text: 'Saved. When it was reported stays as it is.' };
    },
    pathOf,
  );

  pages.act(
    '/incidents/:ref/review/restore',
    'incidents.write',
    async (visit, form) => {
      const number = numberOf(visit.request, 'incident');
      const section = await visit.work((w) => restoreReview(w, number, form.version ?? ''));
      return { to: `${pathOf(visit.request)}#${section}`, text: 'Put back. The version before is kept.' };
    },
    pathOf,
  );

  pages.act(
    '/incidents/:ref/review/feedback',
    null,
    async (visit, form) => {
      const number = numberOf(visit.request, 'incident');
      const { text } = await visit.work((w) => giveFeedback(w, number, form));
      return { to: `${pathOf(visit.request)}#feedback-title`, text };
    },
    pathOf,
  );

  pages.act(
    '/incidents/:ref/review/:section',
    'incidents.write',
    async (visit, form) => {
      const number = numberOf(visit.request, 'incident');
      const section = String(visit.request.params.section);
      if (!isReviewSection(section)) throw new SafeNestError('not_found', 'A review has no such part.');
      const text = form.text ?? '';
      const overtaken = await visit.work(async (w) => {
        const stood = (await seeReview(w, number)).review?.texts[section] ?? null;
        await editReview(w, number, { section, text });
        return form.base !== undefined && form.base !== (stood?.id ?? '') ? stood : null;
      });
      return {
        to: `${pathOf(visit.request)}#${section}`,
        text: overtaken
          ? `Saved. ${overtaken.author ?? 'SafeNest'} had changed this part while you wrote: that version is kept below, look at both.`
          : 'Saved. The version before is kept.',
      };
    },
    pathOf,
  );

  for (const kind of ['tactical', 'executive'] as const) reportPages(pages, kind);

  pages.act(
    '/reports/reviews',
    'rules.write',
    async (visit, form) => {
      const fields = { ...form, asks_feedback: form.asks_feedback === 'on' ? 'yes' : 'no' };
      await visit.work((w) => setReviewSettings(w, readReviewSettings(w, fields)));
      return { to: '/reports#reviews', text: 'Saved.' };
    },
    () => '/reports#reviews',
  );
}

/** The page on which a report is written, filled in from the records. */
function reportPages(pages: Pages, kind: IncidentReportKind): void {
  const path = `/incidents/:ref/${kind}`;
  pages.show(path, 'incidents.write', async ({ principal, clock, request }, tx) => {
    const number = numberOf(request, 'incident');
    const language = await languageOf(tx, principal);
    const draft = await draftReport({ tx, principal, now: clock.now }, number, kind, language);
    const title = incidentWriting[language].form.title(kind, refOf(number));
    return {
      title,
      current: 'incidents',
      body: incidentReportPage({ ref: refOf(number), kind, draft, title, language }),
    };
  });
  pages.act(path, 'incidents.write', async (visit, form) => {
    const number = numberOf(visit.request, 'incident');
    const texts = reportTextsSchema[kind].safeParse(form);
    if (!texts.success) throw new SafeNestError('too_large', 'A part of a report has at most 4,000 characters.');
    const text = await visit.work(async (w) => {
      const language = await languageOf(w.tx, w.principal);
      await writeReport(w, number, { kind, texts: texts.data, language });
      return incidentWriting[language].written(kind, refOf(number));
    });
    return { to: `/incidents/${refOf(number)}`, text };
  });
}

const languageOf = async (tx: OrgDb, { actor }: Visit['principal']): Promise<Language> =>
  actor.kind === 'member' && actor.id !== null ? languageOfMember(tx, actor.id) : 'en';

const refOf = (number: number): string => formatReference({ kind: 'incident', number });

async function isAsked(tx: OrgDb, { principal }: Visit, number: number): Promise<boolean> {
  try {
    return (await askedOf({ tx, principal }, number)).state !== 'answered';
  } catch {
    return false;
  }
}

/** What a field for day and time holds, on the zone's clock. */
function momentIn(text: string, timeZone: string): Date {
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds);
  } catch (cause) {
    throw new SafeNestError('invalid_input', 'Give the day and the time at which it began.', { cause });
  }
}
