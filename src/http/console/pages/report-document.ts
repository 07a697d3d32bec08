import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** For paper: no colours but those of the chart, no more than is needed. It travels with the page, which reaches nothing. */
const STYLE = `
@page { size: A4; margin: 18mm 16mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 Inter, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; color: #111; margin: 0; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 12pt; margin: 6mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 1.5mm; }
.lead { font-size: 12pt; margin: 0 0 2mm; }
ul { margin: 0; padding-left: 5mm; }
li { margin: 0 0 1mm; }
.panel { break-inside: avoid; }
.quiet { color: #555; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 1mm 3mm 1mm 0; border-bottom: 0.2mm solid #ccc; font-weight: 400; }
thead th { font-weight: 600; }
.num { text-align: right; }
figure { margin: 3mm 0 0; }
figcaption { font-weight: 600; margin-bottom: 1mm; }
.chart svg { width: 100%; height: auto; }
.chart-all { fill: #b9c7e6; } .chart-of { fill: #1d4ed8; } .chart-hit { fill: none; } .chart-line { stroke: #ddd; }
.chart-label { font-size: 11px; fill: #555; }
.chart-key { font-weight: 400; color: #555; margin-left: 3mm; }
.key-of, .key-all { display: inline-block; width: 2.5mm; height: 2.5mm; margin: 0 1mm 0 2mm; background: #1d4ed8; }
.key-all { background: #b9c7e6; }
details { display: none; }
`;

/** A page as a document of its own, to be printed. */
export const printedDocument = (title: string, language: string, body: Html): string =>
  html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title>`.toString() +
  `<style>${STYLE}</style></head><body>${body.toString()}</body></html>`;
