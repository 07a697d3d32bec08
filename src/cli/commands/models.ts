import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { Command } from 'commander';
import type { FoundModel } from '../../models/model-folder.ts';
import type { Cli } from '../cli.ts';
import { bar, count, printable, table } from '../output.ts';

export function modelsCommand(program: Command, cli: Cli): void {
  const models = program
    .command('models')
    .description('The models that look at pictures: what is there, and fetching what is not');
  models
    .command('list', { isDefault: true })
    .description('Every model SafeNest knows, and whether it is there')
    .option('--json', 'print one JSON object')
    .action((options: { json?: true }) => list(cli, options));
  models
    .command('fetch')
    .description('Download what is missing and free to use, from where it is published')
    .argument('[names...]', 'only these')
    .option('--from <address>', 'a mirror on which the files lie by their names')
    .action((names: string[], options: { from?: string }) => fetchModels(cli, names, options));
  models
    .command('check')
    .description('Open every model that is there, run it once, and say what can be done')
    .action(() => check(cli));
}

const MARKS: Record<FoundModel['state'], string> = { ready: '✓', missing: '–', damaged: '✗' };

async function list({ config, out }: Cli, { json }: { json?: true }): Promise<void> {
  const [{ findModels }, { switchedOff }] = await Promise.all([
    import('../../models/model-folder.ts'),
    import('../../models/switched-off.ts'),
  ]);
  const found = await findModels(config.modelsDir);
  if (json) {
    const models = found.map(({ model, ...rest }) => ({ ...model, ...rest }));
    return out.line(JSON.stringify({ folder: config.modelsDir, models, switched_off: switchedOff(found) }));
  }
  out.line(
    `Models in ${printable(config.modelsDir)}${existsSync(config.modelsDir) ? '' : ' (there is no such folder yet)'}`,
  );
  const rows = found.map(({ model, state }) => [
    `  ${MARKS[state]} ${model.name}`,
    megabytes(model.size),
    model.licence,
    howToGet({ model, state }),
    model.task === null ? `${model.title}; not used yet` : model.title,
  ]);
  for (const line of table(rows)) out.line(line);
  for (const { state, problem } of found) if (state === 'damaged') out.line(`  ✗ ${printable(problem!)}`);
  const off = switchedOff(found);
  out.line(off.length === 0 ? 'Nothing is switched off: there is a model for everything.' : 'Switched off:');
  const either = new Intl.ListFormat('en', { type: 'disjunction' });
  for (const [words, tasks] of Map.groupBy(off, (one) => one.off)) {
    const ways = tasks.map(({ fetch, bring }) =>
      either.format([...fetch.map((name) => `fetch ${name}`), ...bring.map((name) => `bring ${name}`)]),
    );
    out.line(`  – ${words} (${ways.join(' and ')})`);
  }
  const names = (which: FoundModel[]): string => which.map(({ model }) => model.name).join(', ');
  const [toFetch, toBring] = [found.filter(fetchable), found.filter(bringable)];
  if (toFetch.length > 0) out.line(`To fetch, with npm run safenest -- models fetch: ${names(toFetch)}`);
  if (toBring.length > 0) {
    out.line(`To bring: ${names(toBring)}. They are published in other formats only; put the converted files`);
    out.line('  into the folder above, or name a folder that has them: SAFENEST_MODELS. See docs/models.md.');
  }
}

const howToGet = ({ model, state }: Pick<FoundModel, 'model' | 'state'>): string =>
  state === 'ready' ? 'here' : model.task === null ? 'by name' : model.addresses.length > 0 ? 'to fetch' : 'to bring';

const fetchable = ({ model, state }: FoundModel): boolean =>
  state !== 'ready' && model.addresses.length > 0 && model.task !== null;

const bringable = ({ model, state }: FoundModel): boolean => state !== 'ready' && model.addresses.length === 0;

async function fetchModels({ config, out, refuse }: Cli, names: string[], { from }: { from?: string }): Promise<void> {
  const [{ findModels }, { fetchModel }] = await Promise.all([
    import('../../models/model-folder.ts'),
    import('../../models/fetch-model.ts'),
  ]);
  const found = await findModels(config.modelsDir);
  const unknown = names.find((name) => !found.some(({ model }) => model.name === name));
  if (unknown)
    throw refuse(`There is no model "${unknown}". Known: ${found.map(({ model }) => model.name).join(', ')}.`);
  const wanted = found.filter((one) =>
    names.length > 0 ? names.includes(one.model.name) && one.state !== 'ready' : fetchable(one),
  );
  if (wanted.length === 0) {
    const rest = found.filter(bringable).map(({ model }) => model.name);
    return out.line(
      rest.length === 0
        ? 'Everything is there already.'
        : `Everything that can be fetched is there. To bring as files: ${rest.join(', ')}; see docs/models.md.`,
    );
  }
  const failures: string[] = [];
  for (const { model } of wanted) {
    const onProgress = (have: number, of: number): void =>
      out.progress(`${model.name} ${bar(have, of)} ${megabytes(have)} of ${megabytes(of)}`);
    try {
      const path = await fetchModel(model, config.modelsDir, { onProgress, ...(from ? { from } : {}) });
      out.done();
      out.line(`✓ ${model.name} (${megabytes(model.size)}, ${model.licence}) is at ${printable(shown(path))}`);
    } catch (error) {
      out.done();
      failures.push(model.name);
      out.note(`✗ ${model.name}: ${printable(error instanceof Error ? error.message : String(error))}`);
    }
  }
  if (failures.length > 0)
    throw refuse(`Not fetched: ${failures.join(', ')}. Run it again: what broke off goes on where it was.`);
}

async function check({ config, log, out, refuse }: Cli): Promise<void> {
  const { createVision } = await import('../../models/vision.ts');
  const vision = await createVision({
    folder: config.modelsDir,
    embedder: config.faceEmbedder,
    threshold: config.faceThreshold,
    device: config.modelsDevice,
    workers: 1,
    log,
  });
  try {
    const status = vision.status();
    for (const { task, name, state, problem, mend } of status) {
      out.line(`${MARKS[state]} ${task}: ${name}${problem ? `, ${printable(problem)}` : ''}`);
      if (mend) out.line(`    → ${mend}`);
    }
    const { embedder } = vision;
    if (embedder)
      out.line(
        `Faces are told apart by ${embedder.id}: ${count(embedder.dimensions)} numbers each, a match from ${embedder.threshold}.`,
      );
    if (vision.noDevice !== null)
      out.line(`✗ ${config.modelsDevice} cannot be used, the processor does its work: ${printable(vision.noDevice)}`);
    else if (config.modelsDevice !== 'cpu') out.line(`They run on ${config.modelsDevice}.`);
    if (status.some(({ state }) => state === 'damaged')) throw refuse('A model cannot be used: see ✗ above.');
  } finally {
    await vision.close();
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const shown = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
};
