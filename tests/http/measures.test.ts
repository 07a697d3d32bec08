import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMeasures, type MeasureSources } from '../../src/http/measures.ts';
import { createMetrics } from '../../src/http/metrics.ts';

const sources: MeasureSources = {
  visionLoad: () => ({ workers: 2, busy: 1, waiting: 3 }),
  outboxAge: async () => 7,
  storage: async () => ({ database: 100, files: 200, diskFree: 300 }),
};

function metricsOf(from: MeasureSources) {
  const measures = createMeasures(from);
  const jobs = { counts: async () => ({ waiting: 1, active: 0, delayed: 0, dead: 0 }) };
  return { measures, text: () => createMetrics({ jobs, measures } as never).text() };
}

test('what parts tell is counted, and what is asked is asked when it is read', async () => {
  const { measures, text } = metricsOf(sources);
  measures.picture('o', 'CAM-3');
  measures.picture('o', 'CAM-3');
  measures.model('faces', 0.2);
  measures.screened(40);
  measures.answered('slack', 1.5);
  measures.answered('a platform nobody knows', 1);
  const read = await text();
  for (const line of [
    'safenest_camera_pictures_total{organisation="o",camera="CAM-3"} 2',
    'safenest_model_seconds_count{model="faces"} 1',
    'safenest_messages_screened_total 40',
    'safenest_answer_seconds_sum{platform="slack"} 1.5',
    'safenest_answer_seconds_count{platform="other"} 1',
    'safenest_vision_tasks{state="waiting"} 3',
    'safenest_outbox_age_seconds 7',
    'safenest_storage_bytes{what="disk_free"} 300',
    'safenest_jobs{state="waiting"} 1',
  ])
    expect(read.split('\n')).toContain(line);
});

test('however many cameras there are, the series stay few', async () => {
  const { measures, text } = metricsOf(sources);
  for (let i = 0; i < 5000; i++) measures.picture('o', `CAM-${i}`);
  const series = (await text()).split('\n').filter((line) => line.startsWith('safenest_camera_pictures_total{'));
  expect(series).toHaveLength(201);
  expect(series).toContain('safenest_camera_pictures_total{organisation="other",camera="other"} 4800');
});

test('a figure that cannot be had is left out, and the others are told', async () => {
  const { text } = metricsOf({ ...sources, storage: () => Promise.reject(new Error('no disk')) });
  const read = await text();
  expect(read).not.toContain('safenest_storage_bytes{');
  expect(read).toContain('safenest_outbox_age_seconds 7');
});

interface Board {
  panels: { title: string; type: string; targets?: { expr: string }[] }[];
  templating: { list: { definition?: string }[] };
}

test('the board of deploy/grafana shows figures that there are, by labels that they have', async () => {
  const { measures, text } = metricsOf(sources);
  measures.picture('o', 'CAM-1');
  measures.model('objects', 1);
  measures.answered('console', 1);
  const read = await text();
  const known = new Set([...read.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
  const board = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../deploy/grafana/safenest.json'), 'utf8'),
  ) as Board;
  const asked = [
    ...board.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...board.templating.list.flatMap(({ definition }) => definition ?? []),
  ];
  expect(asked.length).toBeGreaterThan(15);
  const names = asked.flatMap((expr) => [...expr.matchAll(/safenest_\w+/g)].map(([name]) => name));
  const isKnown = (name: string) => known.has(name) || known.has(name.replace(/_(?:bucket|sum|count)$/, ''));
  expect(names.filter((name) => !isKnown(name))).toEqual([]);
  // every figure of ours is on it, but what the Node process tells of itself
  const shown = new Set(names.map((name) => name.replace(/_bucket$/, '')));
  const own = [...known].filter((name) => !/^safenest_(?:nodejs|process)_/.test(name));
  expect(own.filter((name) => !shown.has(name))).toEqual([]);
  for (const label of ['platform', 'organisation', 'camera', 'model', 'state', 'what'])
    expect(read).toMatch(new RegExp(`[{,]${label}="`));
});
