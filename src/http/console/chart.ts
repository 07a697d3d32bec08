import { niceCeiling } from '../../domain/nice-ceiling.ts';
import { breakable, type Html, html, safeUrl } from './html.ts';
import { number } from './words.ts';

/**
 * A bar chart drawn as plain SVG. NOTE echarts' server side writes `style` attributes and fixed colours: the page's
 * content security policy drops the first and a dark page cannot use the second, so the few lines here are ours.
 */
export interface BarChart {
  title: string;
  /** What is counted, in the plural: `failed logins`. */
  unit: string;
  bars: Bar[];
  /** What the darker lower part of each bar counts, when bars have one; and what the rest is called. */
  ofUnit?: string;
  restUnit?: string;
}

export interface Bar {
  label: string;
  value: number;
  /** The part of `value` drawn in the accent colour; null where the chart has no parts. */
  of: number | null;
  /** Where a click on the bar leads. */
  url?: string;
}

const WIDTH = 720;
const HEIGHT = 180;
const TOP = 10;
const BOTTOM = 24;
const LEFT = 44;

/** The chart as a figure: picture, caption, and the same numbers as a table for whoever cannot or will not read pictures. */
export function barChart(chart: BarChart): Html {
  const ceiling = niceCeiling(Math.max(0, ...chart.bars.map((bar) => bar.value)));
  const plot = HEIGHT - TOP - BOTTOM;
  const step = (WIDTH - LEFT) / Math.max(1, chart.bars.length);
  const thickness = Math.max(2, Math.min(step * 0.68, 36));
  const y = (value: number) => round(TOP + plot * (1 - value / ceiling));
  const every = Math.max(1, Math.ceil(chart.bars.length / 6));

  const bars = chart.bars.map((bar, index) => {
    const x = round(LEFT + step * index + (step - thickness) / 2);
    const words = `${bar.label}: ${number(bar.value)} ${chart.unit}${bar.of === null ? '' : `, ${number(bar.of)} ${chart.ofUnit ?? ''}`}`;
    const shape = html`<rect class="chart-hit" x="${round(LEFT + step * index)}" y="${TOP}" width="${round(step)}" height="${plot}"/>
<path class="${bar.of === null ? 'chart-of' : 'chart-all'}" d="${column(x, y(bar.value), thickness, TOP + plot)}"/>
${bar.of !== null && html`<path class="chart-of" d="${column(x, y(bar.of), thickness, TOP + plot)}"/>`}<title>${words}</title>`;
    // Labels count back from the newest bar, so that today is always named.
    const named = (chart.bars.length - 1 - index) % every === 0;
    const anchor = index === chart.bars.length - 1 && chart.bars.length > 12 ? 'end' : 'middle';
    const labelX = anchor === 'end' ? WIDTH : x + thickness / 2;
    return html`<g class="chart-bar">${bar.url ? html`<a href="${safeUrl(bar.url)}" tabindex="-1">${shape}</a>` : shape}${named && html`<text class="chart-label" x="${round(labelX)}" y="${HEIGHT - 6}" text-anchor="${anchor}">${bar.label}</text>`}</g>`;
  });
  const lines = [0, ceiling / 2, ceiling].map(
    (value) =>
      html`<line class="chart-line" x1="${LEFT}" x2="${WIDTH}" y1="${y(value)}" y2="${y(value)}"/><text class="chart-label" x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${number(value)}</text>`,
  );
  return html`<figure class="chart">
<figcaption>${chart.title}${chart.ofUnit && html`<span class="chart-key"><span class="key-of"></span>${chart.ofUnit}<span class="key-all"></span>${chart.restUnit ?? 'other'}</span>`}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summary(chart)}">${lines}${bars}</svg>
<details class="chart-table"><summary>The same as a table</summary><div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col" class="num">${capital(chart.unit)}</th>${chart.ofUnit && html`<th scope="col" class="num">${capital(chart.ofUnit)}</th>`}</tr></thead><tbody>
${chart.bars.map((bar) => html`<tr><th scope="row">${bar.url ? html`<a href="${safeUrl(bar.url)}">${bar.label}</a>` : bar.label}</th><td class="num">${number(bar.value)}</td>${chart.ofUnit && html`<td class="num">${number(bar.of ?? 0)}</td>`}</tr>`)}
</tbody></table></div></details>
</figure>`;
}

/**
 * Things compared with one another, as one bar per row: every one is named, however long its name. A table that reads
 * the same without the bars; their lengths are attributes, because the policy refuses `style`.
 */
export function barRows(chart: Pick<BarChart, 'title' | 'unit' | 'bars'>): Html {
  const most = Math.max(1, ...chart.bars.map((bar) => bar.value));
  return html`<table class="bars"><caption>${chart.title}</caption><thead class="sr-only"><tr><th scope="col">${chart.title}</th><td></td><th scope="col">${capital(chart.unit)}</th></tr></thead><tbody>${chart.bars.map(
    (bar) =>
      html`<tr><th scope="row">${bar.url ? html`<a href="${safeUrl(bar.url)}">${breakable(bar.label)}</a>` : breakable(bar.label)}</th><td class="bars-track"><svg height="12" aria-hidden="true"><rect class="chart-of" width="${round((100 * bar.value) / most)}%" height="12" rx="2.5"/></svg></td><td class="num">${number(bar.value)}</td></tr>`,
  )}</tbody></table>`;
}

/** The picture in one sentence: how many over all, and when most. */
function summary(chart: BarChart): string {
  const total = chart.bars.reduce((sum, bar) => sum + bar.value, 0);
  const most = chart.bars.reduce<Bar | null>((best, bar) => (best && best.value >= bar.value ? best : bar), null);
  if (!most || total === 0) return `${chart.title}: none.`;
  return `${chart.title}: ${number(total)} ${chart.unit} in all, most on ${most.label} with ${number(most.value)}.`;
}

/** A column with softly rounded upper corners; nothing at all for a value of zero. */
function column(x: number, top: number, width: number, bottom: number): string {
  const height = bottom - top;
  if (height <= 0) return `M${x} ${bottom}`;
  const r = round(Math.min(2.5, height, width / 2));
  return `M${x} ${bottom}V${round(top + r)}q0-${r} ${r}-${r}h${round(width - 2 * r)}q${r} 0 ${r} ${r}V${bottom}z`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
