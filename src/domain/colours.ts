/** What colours are called here: the eleven basic words, and beige. */
export const COLOURS = [
  'black',
  'white',
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
  'brown',
  'beige',
] as const;
export type Colour = (typeof COLOURS)[number];

/** Of people what they wear above and below; of vehicles all of it. */
export const COLOURED_PARTS = ['upper', 'lower', 'body'] as const;
export type ColouredPart = (typeof COLOURED_PARTS)[number];

/** How much of each part has a colour, 0..1: the one or two that there is most of. */
export type ObjectColours = Partial<Record<ColouredPart, Partial<Record<Colour, number>>>>;

/** Colours that something is looked for by; `colour`: of a vehicle, or anything that somebody wears. */
export interface ColoursWanted {
  colour?: Colour;
  upper?: Colour;
  lower?: Colour;
}

export const wantsColours = ({ colour, upper, lower }: ColoursWanted): boolean =>
  colour !== undefined || upper !== undefined || lower !== undefined;

/** What the things of one kind in an event are coloured like, over all of its pictures. */
export interface EventColour {
  kind: string;
  part: ColouredPart;
  colour: Colour;
  /** How much of the part has it in the picture that shows it best, 0..1. */
  share: number;
  /** In so many pictures. */
  pictures: number;
}
