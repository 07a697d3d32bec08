import { type Html, html } from './html.ts';
import { type Clock, exact, stamp } from './time.ts';

const WIDTH = 480;
const HEIGHT = 150;
const LEFT = 30;
const TOP = 8;
const BOTTOM = 22;

/** How a conversation's score rose, 0..100 over time, with the line it crossed; the same as a table below. */
export function courseChart(
  course: readonly { at: string; score: number }[],
  threshold: number | null,
  clock: Clock,
): Html | null {
  const points = course
    .map(({ at, score }) => ({ at: new Date(at), score }))
    .filter(({ at }) => !Number.isNaN(at.getTime()));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const length = Math.max(1, last.at.getTime() - first.at.getTime());
  const x = (at: Date): string =>
    (LEFT + ((WIDTH - LEFT - 6) * (at.getTime() - first.at.getTime())) / length).toFixed(1);
  const y = (score: number): string =>
    (TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(100, Math.max(0, score)) / 100)).toFixed(1);
  const highest = Math.round(Math.max(...points.map(({ score }) => score)));
  return html`<figure class="chart"><figcaption>How it escalated</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${`Score from ${Math.round(first.score)} to ${Math.round(last.score)} of 100, at most ${highest}; the table below says the same.`}">${[0, 50, 100].map((score) => html`<line class="chart-line" x1="${LEFT}" x2="${WIDTH}" y1="${y(score)}" y2="${y(score)}"/><text class="chart-label" x="${LEFT - 6}" y="${Number(y(score)) + 4}" text-anchor="end">${score}</text>`)}
${threshold !== null && html`<line class="course-threshold" x1="${LEFT}" x2="${WIDTH}" y1="${y(threshold)}" y2="${y(threshold)}"><title>A case from ${threshold}</title></line>`}
<polyline class="course-line" points="${points.map(({ at, score }) => `${x(at)},${y(score)}`).join(' ')}"/>
${points.map(({ at, score }) => html`<circle class="dot" cx="${x(at)}" cy="${y(score)}" r="3"><title>${stamp(at, clock)}: ${Math.round(score)}</title></circle>`)}
<text class="chart-label" x="${LEFT}" y="${HEIGHT - 5}">${clockTime(first.at, clock)}</text><text class="chart-label" x="${WIDTH}" y="${HEIGHT - 5}" text-anchor="end">${clockTime(last.at, clock)}</text></svg>
${threshold !== null && html`<p class="quiet">The dashed line is where a conversation alone becomes a case: ${threshold}.</p>`}
<details class="chart-table"><summary>The same as a table</summary><div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col" class="num">Score</th></tr></thead><tbody>${points.map(({ at, score }) => html`<tr><th scope="row">${exact(at, clock)}</th><td class="num">${Math.round(score)}</td></tr>`)}</tbody></table></div></details></figure>`;
}

const clockTime = (at: Date, clock: Clock): string => stamp(at, clock).slice(-8, -3);
