import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config.ts';

/** The folder of the settings; where there is none, the shared one beside a checkout, if that is there. */
export function modelsFolder({ modelsDir }: Pick<Config, 'modelsDir'>): string {
  const shared = resolve(import.meta.dirname, '../../../shared/models');
  return !existsSync(modelsDir) && existsSync(shared) ? shared : modelsDir;
}
