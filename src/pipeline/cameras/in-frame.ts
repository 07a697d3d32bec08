import type { Zone } from '../../domain/camera.ts';
import type { ObjectColours } from '../../domain/colours.ts';
import type { Box } from '../../domain/picture.ts';
import { zonesOf } from '../../domain/zone.ts';
import type { SeenFace, SeenObject } from '../../models/vision.ts';

/** Something in a picture, with the face that belongs to it. */
export interface InFrame {
  kind: string;
  /** In 0..1. */
  box: Box;
  score: number;
  /** Names of the zones it stands in. */
  zones: string[];
  appearance: Float32Array | null;
  colours: ObjectColours | null;
  /** Which of the faces is theirs; null for what has none, or none that was seen. */
  face: number | null;
}

/** Of a face in the box of a body: how far down its middle may be. */
const HEAD = 0.6;

/**
 * What models saw in a picture of this size, as one list: each face with the body it sits on, and a face without one as a
 * person of its own. What stands in an `ignore` zone is left out, with its face; `faces` are those that remain.
 */
export function inFrame(
  { width, height }: { width: number; height: number },
  seen: { objects: readonly SeenObject[]; faces: readonly SeenFace[] },
  zones: readonly Zone[],
): { things: InFrame[]; faces: SeenFace[] } {
  const unit = ([x, y, w, h]: Box): Box => {
    const fraction = (value: number, side: number): number => Math.min(1, Math.max(0, value / side));
    const [left, top] = [fraction(x, width), fraction(y, height)];
    return [left, top, fraction(x + w, width) - left, fraction(y + h, height) - top];
  };
  const bodies = seen.objects.map((object) => ({ ...object, unit: unit(object.box), face: null as SeenFace | null }));
  const alone: SeenFace[] = [];
  for (const face of seen.faces.toSorted((a, b) => b.score - a.score)) {
    const [x, y, w, h] = unit(face.box);
    const middle = [x + w / 2, y + h / 2] as const;
    const body = bodies
      .filter(({ kind, face: own, unit: box }) => kind === 'person' && own === null && holdsHead(box, middle))
      // in a crowd the smaller body is the one in front of the larger
      .sort((a, b) => area(a.unit) - area(b.unit))[0];
    if (body) body.face = face;
    else alone.push(face);
  }
  const whole = [
    ...bodies.map(({ kind, unit: box, score, appearance, colours = null, face }) => ({
      kind: kind as string,
      box,
      score,
      appearance,
      colours,
      face,
    })),
    ...alone.map((face) => ({
      kind: 'person',
      box: unit(face.box),
      score: face.score,
      appearance: null,
      colours: null,
      face,
    })),
  ].map((thing) => ({ ...thing, stands: zonesOf(thing, zones) }));
  const told = whole.filter(({ stands }) => !stands.some(({ kind }) => kind === 'ignore'));
  const faces = told.flatMap(({ face }) => (face ? [face] : []));
  return {
    things: told.map(({ kind, box, score, appearance, colours, face, stands }) => ({
      kind,
      box,
      score,
      appearance,
      colours,
      zones: stands.map(({ name }) => name),
      face: face ? faces.indexOf(face) : null,
    })),
    faces,
  };
}

const area = ([, , w, h]: Box): number => w * h;
const holdsHead = ([x, y, w, h]: Box, [px, py]: readonly [number, number]): boolean =>
  px >= x && px <= x + w && py >= y && py <= y + HEAD * h;
