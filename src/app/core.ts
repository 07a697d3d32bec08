import type { Config } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';
import { isBehind, migrate } from '../db/migrate.ts';
import type { Db } from '../db/scope.ts';
import type { Log } from '../log.ts';
import { auditKey } from '../pipeline/audit.ts';
import { ownSecret } from '../pipeline/own-secret.ts';
import type { AuditKey } from '../pipeline/work.ts';
import { saveBeforeUpdate } from './backups.ts';

/** What even the smallest command needs: the database at this version's schema, and the service's secret. */
export interface Core {
  database: Database;
  db: Db;
  secret: string;
  auditKey: AuditKey;
  /** Names of the migrations this start applied. */
  migrated: string[];
  close(): Promise<void>;
}

/** Opens the database of the settings and brings it up to date. Refuses with `conflict` while another process holds it. */
export async function openCore(config: Config, log: Log): Promise<Core> {
  const databaseUrl = config.databaseUrl?.reveal();
  const database = await connect(databaseUrl ? { databaseUrl, log } : { dataDir: config.dataDir, log });
  try {
    const secret = config.secret?.reveal() ?? (await ownSecret(config.dataDir));
    if (database.kind === 'embedded' && (await isBehind(database)))
      await saveBeforeUpdate(config, database, secret, log);
    const migrated = await migrate(database, log);
    return { database, db: database.db, secret, auditKey: auditKey(secret), migrated, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}
