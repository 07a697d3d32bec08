import type { HealthCheck } from '../health.ts';
import type { Screener } from './screener.ts';

/** Says on the health page what screens messages, and fails while another screener stands in for the usual one. */
export const screeningCheck = (screener: Screener): HealthCheck => ({
  name: 'screening',
  mend: 'Put back models/screening.onnx and screening.json as they came, or check SCREENING_MODEL and what it names; then start SafeNest again.',
  async check() {
    const [screening] = await screener.screen(['hello']);
    if (screening?.fallback !== undefined)
      throw new Error(`messages are screened by ${screening.screener}: ${screening.fallback}`);
    return `by ${screener.id}`;
  },
});
