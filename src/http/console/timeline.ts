import { type Html, html } from './html.ts';
import { dayLabel } from './time.ts';

/** How often somebody was seen at each camera on a day. */
export interface SightedDay {
  /** `2026-11-20`. */
  day: string;
  cameras: { name: string; count: number }[];
}

const WIDTH = 480;
const EDGE = 12;
const ROW = 44;
const BOTTOM = 26;
const LARGEST = 10;

/** Days across, a line for each camera, a dot for each day somebody was seen there; the same as a table below. */
export function timeline(days: readonly SightedDay[], who: string): Html {
  const names = [...new Set(days.flatMap(({ cameras }) => cameras.map(({ name }) => name)))];
  if (names.length === 0) return html``;
  const most = Math.max(1, ...days.flatMap(({ cameras }) => cameras.map(({ count }) => count)));
  const step = (WIDTH - 2 * EDGE) / days.length;
  const height = names.length * ROW + BOTTOM;
  const x = (index: number): number => EDGE + step * (index + 0.5);
  // each camera's name stands above its line, so that long ones have room
  const y = (name: string): number => ROW * (names.indexOf(name) + 1) - LARGEST;
  const every = Math.max(1, Math.ceil(days.length / 4));
  const dots = days.flatMap(({ day, cameras }, index) =>
    cameras.map(
      ({ name, count }) =>
        html`<circle class="dot" cx="${x(index).toFixed(1)}" cy="${y(name)}" r="${(3 + (LARGEST - 3) * Math.sqrt(count / most)).toFixed(1)}"><title>${dayLabel(day)}, ${name}: ${count}</title></circle>`,
    ),
  );
  return html`<figure class="chart"><figcaption>The last ${days.length} days</figcaption>
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${`When ${who} was seen at ${names.join(', ')}; the table below says the same.`}">${names.map(
    (name) =>
      html`<line class="chart-line" x1="0" x2="${WIDTH}" y1="${y(name)}" y2="${y(name)}"/><text class="chart-label" x="0" y="${y(name) - LARGEST - 4}">${name.length > 40 ? `${name.slice(0, 39)}…` : name}</text>`,
  )}${days.map(({ day }, index) => (days.length - 1 - index) % every === 0 && html`<text class="chart-label" x="${x(index).toFixed(1)}" y="${height - 6}" text-anchor="${index === days.length - 1 ? 'end' : 'middle'}">${dayLabel(day)}</text>`)}${dots}</svg>
<details class="chart-table"><summary>The same as a table</summary><div class="scroll"><table><thead><tr><th scope="col">Day</th><th scope="col">Camera</th><th scope="col" class="num">Times</th></tr></thead><tbody>${days.flatMap(({ day, cameras }) => cameras.map(({ name, count }) => html`<tr><th scope="row">${dayLabel(day)}</th><td>${name}</td><td class="num">${count}</td></tr>`))}</tbody></table></div></details></figure>`;
}
