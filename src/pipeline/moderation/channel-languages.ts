import { lastTexts } from '../../db/chat-messages.ts';
import type { OrgDb } from '../../db/scope.ts';
import { mostlySpoken } from '../screening/spoken-language.ts';

const LOOKED = 2000;
const OF_EACH = 40;

/** In what each guarded channel that was busy lately is mostly written, as a BCP 47 tag, by its id; those of which that cannot be told are left out. */
export async function languagesOfChannels(tx: OrgDb): Promise<ReadonlyMap<string, string>> {
  const texts = await lastTexts(tx, { looked: LOOKED, ofEach: OF_EACH });
  const found = [...Map.groupBy(texts, ({ channelId }) => channelId)].map(
    ([channel, own]) => [channel, mostlySpoken(own.map(({ content }) => content))] as const,
  );
  return new Map(found.filter((one): one is [string, string] => one[1] !== null));
}
