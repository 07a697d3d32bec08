import { inLanguage } from '../../../domain/time-words.ts';
import { reportAnswerWords } from '../../../messages/catalogue/report-answers.ts';
import type { OpenedReport } from '../../../tools/open-report.ts';
import type { PlanContext } from '../plan-types.ts';

/** A report of the archive in short, or which there are; and when the next ones come. */
export function reportAnswer(data: OpenedReport, { language }: PlanContext): string[] {
  const words = reportAnswerWords[language];
  const { report, archive } = data;
  const next = [
    data.next_weekly ? words.nextWeekly(inLanguage(data.next_weekly, language)) : '',
    data.next_daily ? words.nextDaily(inLanguage(data.next_daily, language)) : '',
  ].filter(Boolean);
  if (report)
    return [
      `${report.quoted_title} [${report.ref}].`,
      ...report.quoted_lines,
      words.made(inLanguage(report.made, language)),
    ];
  if (archive.length === 0) return [words.none, ...(next.length > 0 ? next : [words.off])];
  return [
    words.list(archive.length),
    ...archive.map(({ ref, quoted_title }) => `• [${ref}] ${quoted_title}`),
    ...(next.length > 0 ? next : [words.off]),
  ];
}
