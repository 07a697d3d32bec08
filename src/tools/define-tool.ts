import type { z } from 'zod';
import type { InOrg, Viewer } from '../db/scope.ts';
import type { HealthReport } from '../domain/health.ts';
import type { OrgId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import type { Permission } from '../domain/role.ts';
import type { Log } from '../log.ts';
import type { Card, Citation } from '../messages/card.ts';
import type { Vision } from '../models/vision.ts';
import type { TextEmbedder } from '../pipeline/embedding/embedder.ts';
import type { PictureLinks } from '../pipeline/pictures.ts';
import type { QuestionPictures } from '../pipeline/question-pictures.ts';
import type { Work } from '../pipeline/work.ts';

/** What a tool may use. It acts as the asker: organisation and member come from here, never from the model. */
export interface ToolContext {
  principal: Principal;
  now: Date;
  /** In which card texts are written: the language of the question. */
  language: Language;
  /** One transaction in the asker's organisation. Never nested. */
  org: InOrg;
  /** The same for a write: the transaction with what an audited change needs. */
  work: <T>(change: (work: Work) => Promise<T>) => Promise<T>;
  services: ToolServices;
  /** Where a conversation asks: what the asker said, and whether a model had read what others wrote before it made the call. */
  asker?: { words: string; readOthers: boolean };
  /** The pictures that came with the question: looked at by their place, from 1. No language model sees any of them. */
  pictures?: QuestionPictures;
}

/** What tools need beyond the database; made once by the composition root. */
export interface ToolServices {
  /** Whether each part works for this organisation, as whoever asks may see it, for `system_health`. */
  health: (of: OrgId | Viewer) => Promise<HealthReport>;
  /** Told after a write has been committed, so that its outbox rows are delivered without waiting for the sweep. */
  wake: () => void;
  /** Where an organisation's kept pictures can be seen for a while; cards show none where absent. */
  pictureLinks?: (orgId: OrgId) => PictureLinks;
  /** After so long without a picture a camera is said to be silent, milliseconds. */
  cameraSilentMs?: number;
  /** What looks at pictures; where absent, tools that need it say so. */
  vision?: Pick<Vision, 'embedder' | 'faces' | 'status'>;
  /** What tells what a question means; where absent, the history is searched by its words. */
  embedder?: TextEmbedder;
  /** Where a tool's own faults go: the asker is told only that there was one. */
  log?: Log;
}

export interface ToolResult {
  /** What the model reads. Free text from logs stays in fields named `quoted…`, so that it is never taken for instructions. */
  data: Record<string, unknown>;
  card?: Card;
  /** Everything an answer may cite from this call. */
  citations: Citation[];
}

export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  name: string;
  /** For the model: what it answers, when to use it. */
  description: string;
  input: Input;
  access: 'read' | 'write';
  permission: Permission | null;
  /** What it takes to see everything it can show, where that is more than its permission says: a row may be visible to one person alone. */
  shows?: readonly Permission[];
  /** Of all that, what a call with these arguments is about, so that whoever is told why it is private is told the right thing. */
  about?(args: Record<string, unknown>): Permission | null;
  run(context: ToolContext, input: z.output<Input>): Promise<ToolResult>;
}

/** Keeps a tool's input type while it is written; what everybody may use has to say what it shows. run-tool is the only caller of `run`. */
export const defineTool = <Input extends z.ZodObject>(
  tool: Tool<Input> & ({ permission: Permission } | { permission: null; shows: readonly Permission[] }),
): Tool<Input> => tool;

/** Links to pictures for whoever reads the answer; none where somebody may read along who does not see every camera. */
export const picturesFor = (
  { pictureLinks }: Pick<ToolServices, 'pictureLinks'>,
  { orgId, place }: Principal,
): PictureLinks | undefined => (place.camerasLimited ? undefined : pictureLinks?.(orgId));
