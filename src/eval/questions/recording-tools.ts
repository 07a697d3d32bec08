import { z } from 'zod';
import { toolsPlannedFor } from '../../agent/offline/abilities.ts';
import type { Role } from '../../domain/role.ts';
import { RANGE_WORDS } from '../../domain/time-range.ts';
import type { Tool } from '../../tools/define-tool.ts';
import { TOOLS } from '../../tools/index.ts';
import { citationOf, representativeReply } from './representative.ts';

type Described = Pick<Tool, 'name' | 'description' | 'input' | 'access'>;

const range = z.string().max(100).optional().describe(`When, by name: ${RANGE_WORDS}`);
const user = z.string().max(320).describe('The member’s handle or name, without @');

/** Tools whose pipelines come later, as far as a model needs to know them to choose them. */
const LATER: readonly Described[] = [
  {
    name: 'who_is',
    description: 'Say who a person is: a name, or an automatic label such as Person_A47B.',
    input: z.object({ label: z.string().max(100) }),
    access: 'read',
  },
  {
    name: 'find_sightings',
    description: 'When and where people were seen by the cameras, known or unknown; also how many.',
    input: z.object({
      person: z.string().max(100).optional(),
      camera: z.string().max(100).optional().describe('Its place or number: "loading dock", "3"'),
      known: z.boolean().optional().describe('false: only faces nobody knows'),
      range,
    }),
    access: 'read',
  },
  {
    name: 'show_camera',
    description: 'The picture of a camera, now or at a time.',
    input: z.object({
      camera: z.string().max(100).describe('Its place or number: "loading dock", "3"'),
      at: z.string().max(100).optional().describe('A time, as the person said it'),
    }),
    access: 'read',
  },
  {
    name: 'moderation_history',
    description: 'What a chat member did before and what was done about it: warnings, bans, strikes.',
    input: z.object({ user }),
    access: 'read',
  },
  {
    name: 'moderate_member',
    description: 'Warn, mute, time out, kick or ban a chat member.',
    input: z.object({
      user,
      action: z.enum(['warn', 'timeout', 'mute', 'kick', 'ban']),
      duration: z.string().max(40).optional(),
      reason: z.string().max(500).optional(),
    }),
    access: 'write',
  },
  {
    name: 'reverse_action',
    description: 'Take back a moderation of a chat member: unban, unmute, lift a timeout.',
    input: z.object({ user, action: z.string().max(40).optional() }),
    access: 'write',
  },
  {
    name: 'recall_notes',
    description: 'What is known about a person from calls with them.',
    input: z.object({ person: z.string().max(100) }),
    access: 'read',
  },
];

const DESCRIBED: readonly Described[] = [
  ...TOOLS,
  ...LATER.filter(({ name }) => TOOLS.every((tool) => tool.name !== name)),
];

/** Every tool a role may use, with its real name, description and input; called, each answers with something small. */
export function recordingTools(role: Role): Tool[] {
  const allowed = toolsPlannedFor(role);
  return DESCRIBED.filter(({ name }) => allowed.has(name)).map(({ name, description, input, access }) => ({
    name,
    description,
    input,
    access,
    permission: null,
    run: async (_context, args) => {
      const { data, refs } = representativeReply(name, args as Record<string, unknown>);
      return { data, citations: refs.map(citationOf) };
    },
  }));
}
