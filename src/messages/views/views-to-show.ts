import type { Card } from '../card.ts';
import { everyView } from './samples.ts';

/** By what the samples would call everybody, or change how words look, if a platform took it for a sign. */
const SIGNS = / ?<!channel>(?: &)?| ?<@everyone>/g;

/** Every view as people look at it: without the signs by which tests see that made-up words call nobody. */
export const viewsToShow = (options: { forms?: boolean } = {}): Record<string, Card> =>
  plain(everyView('en', options)) as Record<string, Card>;

function plain(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .replaceAll(SIGNS, '')
      .replaceAll('@everyone', 'Peggy')
      .replaceAll('*root*', 'root')
      .replaceAll('*asked*', 'asked')
      .replaceAll('*bastion*', 'bastion');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
