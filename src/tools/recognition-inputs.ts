import { z } from 'zod';
import { COLOURS } from '../domain/colours.ts';
import { MOMENT_WORDS } from '../domain/moment.ts';
import { RANGE_WORDS } from '../domain/time-range.ts';

/** What the tools for people and cameras are asked with: the offline grammar writes exactly these fields. */
const person = z.string().max(200).describe('A name, a label such as Person_A47B8C12, or a reference such as PER-7');
const camera = z.string().max(100).describe('Its name or where it is, its number, or a reference such as CAM-3');
const range = z.string().max(100).describe(`When: ${RANGE_WORDS}`);

/** With neither: whoever is on the first picture. */
export const whoIsInput = z.object({
  label: person.optional(),
  picture: z.int().min(1).max(5).optional().describe('Which of the pictures that came with the question, from 1'),
  face: z
    .string()
    .regex(/^(?:left|middle|right|-?[1-9]\d?)$/)
    .optional()
    .describe(
      'With a picture: only the face there: left, middle, right, 2 (second from the left), -2 (second from the right)',
    ),
  like: person.optional().describe('With a picture: whether it shows this person, and how alike it is to them'),
});

export const findSightingsInput = z.object({
  person: person.optional(),
  with: person.optional().describe('Only in events in which this person was seen, too: a name, a label or a reference'),
  without: z.array(person).min(1).max(25).optional().describe('Everybody but these: names, labels or references'),
  camera: camera.optional(),
  before: z
    .string()
    .max(100)
    .optional()
    .describe(
      'Only what was before this event, such as EVT-40: “and before that?” after an answer that told it; or before this person was last seen there',
    ),
  after: z
    .string()
    .max(100)
    .optional()
    .describe('Only what was after this event, or after this person was last seen there: “who came after him?”'),
  known: z.boolean().optional().describe('true: only people with a name; false: only strangers'),
  range: range.optional(),
  limit: z.int().min(1).max(50).optional(),
});

const colour = z.enum(COLOURS);

/** Without a camera: which there are, and whether each of them sends. */
export const showCameraInput = z.object({
  camera: camera.optional(),
  at: z.string().max(60).optional().describe(`When: ${MOMENT_WORDS}; the latest picture without it`),
  object: z.string().max(40).optional().describe('Only events with it: person, car, truck, bicycle, dog …'),
  zone: z
    .string()
    .max(100)
    .optional()
    .describe('Only events with something in this zone: its name, or a kind: entry, restricted, public, parking'),
  colour: colour.optional().describe('Only events with a vehicle of this colour, or with somebody who wears it'),
  upper: colour.optional().describe('Only events with somebody in a jacket, shirt or coat of this colour'),
  lower: colour.optional().describe('Only events with somebody in trousers or a skirt of this colour'),
  reviewed: z.literal(false).optional().describe('false: the events nobody reviewed yet, of a camera or of all'),
  before: z
    .string()
    .max(40)
    .optional()
    .describe(
      'With a camera: its latest picture before this event, such as EVT-40, or before this instant (ISO 8601, UTC), for “and the one before?”',
    ),
  asked: z
    .enum(['state', 'zones', 'usual'])
    .optional()
    .describe(
      'What is asked of the camera itself, said first: whether it sends and when it last did; its zones; usual: whether people, or an object, are usually seen there, for “is it normal that somebody is there at 11 at night?”',
    ),
  hour: z.int().min(0).max(23).optional().describe('With asked usual: the hour of the day that is meant, 23 for 11 pm'),
  event: z.string().max(40).optional().describe('One event by its reference, such as EVT-40'),
});
