import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Desk, HttpServices, IngestCounts } from './services.ts';

/** What Prometheus reads. One registry per server, so that two in one process do not mix. */
export interface Metrics {
  /** Times every request, by route pattern: an address with an id in it would make a new series each time. */
  observe: RequestHandler;
  ingested(counts: IngestCounts): void;
  /** The same desk, counting its turns. */
  counting(desk: Desk): Desk;
  contentType: string;
  text(): Promise<string>;
}

export function createMetrics(services: Pick<HttpServices, 'jobs' | 'model' | 'measures'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'safenest_' });
  const registers = [registry];
  const seconds = new Histogram({
    name: 'safenest_http_request_seconds',
    help: 'Time until an answer was sent',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const events = new Counter({
    name: 'safenest_events_ingested_total',
    help: 'Login events received over the API, by what became of them',
    labelNames: ['result'] as const,
    registers,
  });
  const alerts = new Counter({
    name: 'safenest_alerts_raised_total',
    help: 'New alerts raised by events received over the API',
    registers,
  });
  const turns = new Counter({
    name: 'safenest_turns_total',
    help: 'Questions asked of the desk over the web, by how they ended',
    labelNames: ['result'] as const,
    registers,
  });
  new Counter({
    name: 'safenest_model_calls_total',
    help: 'Calls of the language model, each try counted, by how they ended',
    labelNames: ['result'] as const,
    registers,
    collect() {
      this.reset();
      for (const [result, count] of Object.entries(services.model?.status()?.tries ?? {})) this.inc({ result }, count);
    },
  });
  new Counter({
    name: 'safenest_model_tokens_total',
    help: 'Tokens of the language model, estimated where the provider does not report them',
    labelNames: ['direction'] as const,
    registers,
    collect() {
      this.reset();
      for (const [direction, count] of Object.entries(services.model?.status()?.tokens ?? {}))
        this.inc({ direction }, count);
    },
  });
  new Gauge({
    name: 'safenest_model_circuit',
    help: '1 for the state of the language model’s circuit breaker, 0 for the others',
    labelNames: ['state'] as const,
    registers,
    collect() {
      const status = services.model?.status();
      if (!status) return;
      for (const state of ['closed', 'open', 'half_open']) this.set({ state }, state === status.circuit ? 1 : 0);
    },
  });
  new Gauge({
    name: 'safenest_jobs',
    help: 'Jobs by state',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await services.jobs.counts())) this.set({ state }, count);
    },
  });

  return {
    observe(request, response, next) {
      const stop = seconds.startTimer();
      response.once('close', () => {
        const pattern: unknown = request.route?.path;
        const route = typeof pattern === 'string' ? pattern : 'other';
        stop({ method: request.method, route, status: String(response.statusCode) });
      });
      next();
    },
    ingested(counts) {
      events.inc({ result: 'accepted' }, counts.accepted);
      events.inc({ result: 'duplicate' }, counts.duplicates);
      events.inc({ result: 'rejected' }, counts.rejected);
      alerts.inc(counts.alerts);
    },
    counting: (desk) => ({
      async *respond(principal, request, signal) {
        let result = 'abandoned';
        try {
          for await (const event of desk.respond(principal, request, signal)) {
            if (event.kind === 'done') result = 'answered';
            if (event.kind === 'failed') result = 'failed';
            yield event;
          }
        } catch (error) {
          if (!signal?.aborted) result = 'failed';
          throw error;
        } finally {
          turns.inc({ result });
        }
      },
    }),
    contentType: registry.contentType,
    text: () => Registry.merge(services.measures ? [registry, services.measures.registry] : [registry]).metrics(),
  };
}
