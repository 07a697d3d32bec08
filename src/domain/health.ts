/** Whether each part works; a failed check says how to mend it. */
export interface HealthReport {
  ok: boolean;
  checks: { name: string; ok: boolean; detail: string; mend?: string }[];
}
