/** A platform's payload as it goes over the wire: drawn from what stands in it, and from nothing else. */
export type Node = Readonly<Record<string, unknown>>;

export const nodesOf = (value: unknown): Node[] =>
  Array.isArray(value) ? value.filter((one): one is Node => typeof one === 'object' && one !== null) : [];

export const nodeOf = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
