import { listCameras, saveCamera } from '../../db/cameras.ts';
import type { OrgDb } from '../../db/scope.ts';
import { rememberAnew, renameZones, zoneNames } from '../../db/zone-names.ts';
import type { Redact } from '../../domain/without-names.ts';

/**
 * Takes names of people out of what cameras, their locations and zones are called, and out of all that was kept under those names, so that
 * everything is found as before. Answers how many cameras and zones are called otherwise now.
 */
export async function erasePlaceNames(tx: OrgDb, names: readonly string[], redact: Redact): Promise<number> {
  const renamed = (await zoneNames(tx, names))
    .map((name) => ({ from: name, to: redact(name) }))
    .filter(({ from, to }) => to !== from);
  let changed = renamed.length;
  const old = renamed.map(({ from }) => from);
  for (const camera of await listCameras(tx)) {
    const [name, location] = [redact(camera.name), redact(camera.location)];
    const zones = camera.zones.map((zone) => ({ ...zone, name: redact(zone.name) }));
    const isOther = name !== camera.name || location !== camera.location;
    if (!isOther && zones.every((zone, i) => zone.name === camera.zones[i]!.name)) continue;
    await saveCamera(tx, { ...camera, name, location, zones });
    if (isOther) changed++;
    old.push(...[camera.name, camera.location].filter((one) => redact(one) !== one));
  }
  await renameZones(tx, renamed);
  await rememberAnew(tx, old);
  return changed;
}
