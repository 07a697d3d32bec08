import { z } from 'zod';
import { oneLine } from '../domain/text.ts';
import { healthCard } from '../messages/views/health-card.ts';
import { defineTool } from './define-tool.ts';

export const systemHealthTool = defineTool({
  name: 'system_health',
  description:
    'Check whether every part of SafeNest works: database, jobs, files, model. Use it for "is everything working?".',
  input: z.object({}),
  access: 'read',
  permission: 'health.read',
  async run({ services, principal, language }) {
    const report = await services.health(principal);
    const checks = report.checks.map(({ name, ok, detail, mend }) => ({
      name,
      ok,
      detail: oneLine(detail, 300),
      ...(mend && { mend: oneLine(mend, 300) }),
    }));
    const broken = checks.filter((check) => !check.ok).map((check) => check.name);
    return { data: { ok: report.ok, broken, checks }, card: healthCard(report, language), citations: [] };
  },
});
