import { oneLine } from './text.ts';

/** What a browser calls itself, the more special first: most of them call themselves by others' names, too. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?(?:iOS)?\/(\d+)/, 'Edge'],
  [/\b(?:OPR|Opera)\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bWindows\b/, 'Windows'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/**
 * A device as people call it: `Firefox 128 (Linux)` of a browser's long name for itself, without the number where `plain`. What is no
 * browser's stays as its source wrote it, on one short line.
 */
export function deviceName(device: string, { plain = false }: { plain?: boolean } = {}): string {
  const browser = /^Mozilla\/5\.0 \(/.test(device)
    ? BROWSERS.map(([sign, name]) => ({ name, version: sign.exec(device)?.[1] })).find(({ version }) => version)
    : undefined;
  if (!browser) return oneLine(device, 60);
  const system = SYSTEMS.find(([sign]) => sign.test(device))?.[1];
  return `${browser.name}${plain ? '' : ` ${browser.version!.slice(0, 4)}`}${system ? ` (${system})` : ''}`;
}
