import type { AlertTables } from './schema/alerts.ts';
import type { CameraTables } from './schema/cameras.ts';
import type { ChatTables } from './schema/chat.ts';
import type { EventTables } from './schema/events.ts';
import type { HistoryTables } from './schema/history.ts';
import type { IncidentTables } from './schema/incidents.ts';
import type { ModerationTables } from './schema/moderation.ts';
import type { OrganisationTables } from './schema/organisation.ts';

/** The tables as kysely sees them; migrations/ is the truth, and tests/db/schema.test.ts holds the two together. */
export interface Schema
  extends OrganisationTables,
    EventTables,
    AlertTables,
    IncidentTables,
    ChatTables,
    CameraTables,
    ModerationTables,
    HistoryTables {}
