import { SAMPLES_AT } from '../../../messages/views/samples.ts';

/** How platforms show a moment that counts from now, e.g. “37 minutes ago”; made-up cards are looked at in their own moment. */
export function ago(seconds: string): string {
  const minutes = Math.round((SAMPLES_AT.getTime() / 1000 - Number(seconds)) / 60);
  const [value, unit] =
    Math.abs(minutes) < 60
      ? [minutes, 'minute' as const]
      : Math.abs(minutes) < 1440
        ? [Math.round(minutes / 60), 'hour' as const]
        : [Math.round(minutes / 1440), 'day' as const];
  return new Intl.RelativeTimeFormat('en').format(-value, unit);
}
