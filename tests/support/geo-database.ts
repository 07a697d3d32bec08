/** The smallest writer of the MaxMind DB format 2.0 that its readers accept: IPv4 networks, 24-bit records. */
export function geoDatabase(type: string, networks: { network: string; data: Value }[]): Buffer {
  const nodes: [Node, Node][] = [[null, null]];
  const values: Buffer[] = [];
  let size = 0;
  for (const { network, data } of networks) {
    const [address, bits] = network.split('/') as [string, string];
    const ip = address.split('.').reduce((n, part) => n * 256 + Number(part), 0);
    let node = 0;
    for (let i = 0; i < Number(bits); i++) {
      const side = Math.floor(ip / 2 ** (31 - i)) % 2;
      if (i === Number(bits) - 1) nodes[node]![side] = { data: size };
      else {
        const next = nodes[node]![side];
        if (typeof next === 'number') node = next;
        else {
          nodes.push([null, null]);
          nodes[node]![side] = nodes.length - 1;
          node = nodes.length - 1;
        }
      }
    }
    const encoded = encode(data);
    values.push(encoded);
    size += encoded.length;
  }
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((pair, i) => {
    pair.forEach((record, side) => {
      const value =
        record === null ? nodes.length : typeof record === 'number' ? record : nodes.length + 16 + record.data;
      tree.writeUIntBE(value, i * 6 + side * 3, 3);
    });
  });
  const metadata = encode({
    binary_format_major_version: { uint: 2 },
    binary_format_minor_version: { uint: 0 },
    build_epoch: { uint: 1_700_000_000 },
    database_type: type,
    description: { en: 'made for a test' },
    ip_version: { uint: 4 },
    languages: ['en'],
    node_count: { uint: nodes.length },
    record_size: { uint: 24 },
  });
  const marker = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);
  return Buffer.concat([tree, Buffer.alloc(16), ...values, marker, metadata]);
}

/** Numbers are doubles, unless they say that they are unsigned. */
type Value = string | number | boolean | { uint: number } | Value[] | { [key: string]: Value };
type Node = null | number | { data: number };

function encode(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const double = Buffer.alloc(8);
    double.writeDoubleBE(value);
    return Buffer.concat([control(3, 8), double]);
  }
  if (typeof value === 'boolean') return control(14, value ? 1 : 0);
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  if ('uint' in value && typeof value.uint === 'number') {
    const uint = Buffer.alloc(4);
    uint.writeUInt32BE(value.uint);
    return Buffer.concat([control(6, 4), uint]);
  }
  const entries = Object.entries(value as { [key: string]: Value });
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, one]) => [encode(key), encode(one)])]);
}

function control(type: number, size: number): Buffer {
  if (size >= 285) throw new RangeError('longer than a test needs');
  const [bits, rest] = size < 29 ? [size, []] : [29, [size - 29]];
  return type <= 7 ? Buffer.from([(type << 5) | bits, ...rest]) : Buffer.from([bits, type - 7, ...rest]);
}
