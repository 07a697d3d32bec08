import type { Pattern } from '../../domain/unusual.ts';
import { weekdayText } from '../../messages/catalogue/unusual.ts';
import { type Html, html } from './html.ts';

const CELL = 24;
const LEFT = 40;
const TOP = 20;
const DAYS = [0, 1, 2, 3, 4, 5, 6];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * When something usually happens, hour by weekday: a picture, and the same numbers as a table. `unit` is what is counted, in the plural;
 * `own` what each hour had by itself, where `mean` is mixed with other days.
 */
export function heatMap(
  { mean, own }: Pick<Pattern, 'mean'> & { own?: readonly number[] },
  { title, unit }: { title: string; unit: string },
): Html {
  const most = Math.max(...mean, 0);
  const at = (day: number, hour: number): number => mean[day * 24 + hour] ?? 0;
  const said = (value: number): string => (Math.round(value * 10) / 10).toLocaleString('en-GB');
  const alone = (day: number, hour: number): string => {
    const by = own?.[day * 24 + hour];
    return by === undefined ? '' : `; ${said(by)} on ${weekdayText(day, 'en')}s alone`;
  };
  const cells = DAYS.flatMap((day) =>
    HOURS.map((hour) => {
      const value = at(day, hour);
      // the root lets what is rare be seen beside what is frequent
      const strength = most === 0 ? 0 : Math.round(Math.sqrt(value / most) * 100) / 100;
      return html`<g><rect class="heat-none" x="${LEFT + hour * CELL}" y="${TOP + day * CELL}" width="${CELL - 2}" height="${CELL - 2}" rx="3"/><rect class="heat" fill-opacity="${strength}" x="${LEFT + hour * CELL}" y="${TOP + day * CELL}" width="${CELL - 2}" height="${CELL - 2}" rx="3"/><title>${weekdayText(day, 'en')}, ${clock(hour)}: ${said(value)} ${unit}${alone(day, hour)}</title></g>`;
    }),
  );
  return html`<figure class="chart">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 ${LEFT + 24 * CELL} ${TOP + 7 * CELL}" role="img" aria-label="${title}: the table below says the same">${DAYS.map(
    (day) =>
      html`<text class="chart-label" x="${LEFT - 8}" y="${TOP + day * CELL + 16}" text-anchor="end">${weekdayText(day, 'en').slice(0, 3)}</text>`,
  )}${HOURS.filter((hour) => hour % 3 === 0).map((hour) => html`<text class="chart-label" x="${LEFT + hour * CELL}" y="${TOP - 6}">${clock(hour)}</text>`)}${cells}</svg>
<details class="chart-table"><summary>The same as a table</summary><div class="scroll"><table><thead><tr><th scope="col">Hour</th>${DAYS.map((day) => html`<th scope="col" class="num">${weekdayText(day, 'en')}</th>`)}</tr></thead><tbody>${HOURS.map(
    (hour) =>
      html`<tr><th scope="row">${clock(hour)}</th>${DAYS.map((day) => html`<td class="num">${said(at(day, hour))}</td>`)}</tr>`,
  )}</tbody></table></div></details>
</figure>`;
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
