import { type GraphNode, integer, integers, node, type OnnxGraph, readGraph, withNodes } from './onnx-graph.ts';

/** A block of channels, in which ONNX Runtime convolves: fewer take as long. */
const BLOCK = 16;

/**
 * A model whose heads are computed together: convolutions of one point over the same numbers, each with few channels and a
 * convolution of each of these channels by itself after it, become one of each kind, and what they answer is cut apart. A detector
 * asks so for score, box and points at every place. What the model answers is the same but for rounding.
 *
 * Bytes in and out are an ONNX file. What has no such heads comes back as it was.
 */
export function quickerHeads(model: Uint8Array): Uint8Array {
  const graph = readGraph(model);
  const together = graph ? headsOf(graph).filter(({ length }) => length > 1) : [];
  if (!graph || together.length === 0) return model;
  const places = new Map(together.map((heads) => [heads[0]!.point, heads]));
  const gone = new Set(together.flatMap((heads) => heads.flatMap(({ point, each }) => [point, each])));
  return withNodes(
    model,
    graph.nodes.flatMap((one) => {
      const heads = places.get(one);
      if (heads) return merged(heads, graph.version);
      return gone.has(one) ? [] : [one.bytes];
    }),
  );
}

interface Head {
  /** Over all channels, one point. */
  point: GraphNode;
  /** Over one channel, some points around. */
  each: GraphNode;
  channels: number;
}

/** Heads over the same numbers, as many as one block holds. */
function headsOf({ nodes, shapes, outputs }: OnnxGraph): Head[][] {
  const readers = new Map<string, GraphNode[]>();
  for (const one of nodes) for (const input of one.inputs) readers.set(input, [...(readers.get(input) ?? []), one]);
  const shapeOf = ({ inputs }: GraphNode): number[] => shapes.get(inputs[1] ?? '') ?? [];
  const isPlain = (one: GraphNode | undefined): one is GraphNode =>
    one?.operator === 'Conv' &&
    !one.hasOthers &&
    one.inputs.length === 3 &&
    shapes.has(one.inputs[2]!) &&
    shapeOf(one).length === 4;
  const heads = nodes.flatMap((point): Head[] => {
    if (!isPlain(point)) return [];
    const [channels, , height, width] = shapeOf(point);
    const after = readers.get(point.outputs[0]!) ?? [];
    const [each] = after;
    if (channels! >= BLOCK || height !== 1 || width !== 1 || (point.integers.get('group') ?? [1])[0] !== 1) return [];
    if (after.length !== 1 || !isPlain(each) || outputs.has(point.outputs[0]!)) return [];
    const [made, taken] = shapeOf(each);
    const alone = made === channels && taken === 1 && (each.integers.get('group') ?? [1])[0] === channels;
    return alone && each.inputs[0] === point.outputs[0] ? [{ point, each, channels: channels! }] : [];
  });
  const alike = Map.groupBy(heads, ({ point, each }) =>
    JSON.stringify([point.inputs[0], shapeOf(point)[1], settings(point), settings(each), shapeOf(each).slice(2)]),
  );
  return [...alike.values()].map((some) => {
    let room = BLOCK;
    return some.filter(({ channels }) => {
      const fits = channels <= room;
      if (fits) room -= channels;
      return fits;
    });
  });
}

const settings = ({ integers }: GraphNode): [string, number[]][] =>
  [...integers].filter(([name]) => name !== 'group').sort(([a], [b]) => (a < b ? -1 : 1));

function merged(heads: readonly Head[], version: number): Uint8Array[] {
  const [{ point, each }] = heads as [Head];
  const own = (name: string): string => `${each.outputs[0]}/together/${name}`;
  const joined = (of: 'point' | 'each', input: 1 | 2): Uint8Array =>
    node(
      'Concat',
      heads.map((head) => head[of].inputs[input]!),
      own(`${of}/${input}`),
      [integer('axis', 0)],
    );
  const channels = heads.map((head) => head.channels);
  const convolved = (of: 'point' | 'each', from: string, group: number): Uint8Array =>
    node('Conv', [from, own(`${of}/1`), own(`${of}/2`)], own(of), [
      ...settings(of === 'point' ? point : each).map(([name, values]) => integers(name, values)),
      integer('group', group),
    ]);
  const all = channels.reduce((sum, some) => sum + some, 0);
  const answers = heads.map((head) => head.each.outputs[0]!);
  // how it is cut is an attribute in earlier versions and an input in later ones
  const cut =
    version < 13
      ? [node('Split', [own('each')], answers, [integer('axis', 1), integers('split', channels)])]
      : [
          node('Constant', [], own('channels'), [integers('value_ints', channels)]),
          node('Split', [own('each'), own('channels')], answers, [integer('axis', 1)]),
        ];
  return [
    ...(['point', 'each'] as const).flatMap((of) => [joined(of, 1), joined(of, 2)]),
    convolved('point', point.inputs[0]!, 1),
    convolved('each', own('point'), all),
    ...cut,
  ];
}
