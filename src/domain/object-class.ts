/** What is taken together where it is learned what is usual: a van is told now as a car, now as a truck. */
export const OBJECT_CLASSES = ['person', 'vehicle', 'bicycle', 'animal', 'boat'] as const;
export type ObjectClass = (typeof OBJECT_CLASSES)[number];

const CLASS_OF: Record<string, ObjectClass> = {
  person: 'person',
  car: 'vehicle',
  motorcycle: 'vehicle',
  bus: 'vehicle',
  truck: 'vehicle',
  bicycle: 'bicycle',
  bird: 'animal',
  cat: 'animal',
  dog: 'animal',
  horse: 'animal',
  boat: 'boat',
};

/** The classes among a detector's words, each once; what people carry is none. */
export const classesAmong = (kinds: Iterable<string>): ObjectClass[] => [
  ...new Set([...kinds].flatMap((kind) => (Object.hasOwn(CLASS_OF, kind) ? [CLASS_OF[kind]!] : []))),
];

/** Whether a detector's word stands for one of a class. */
export const isOfClass = (kind: string, wanted: ObjectClass): boolean =>
  Object.hasOwn(CLASS_OF, kind) && CLASS_OF[kind] === wanted;
