import type { Element } from './adaptive-card.ts';

/** Names that stand beside the fields in what a press brings back. */
export const TAKEN: readonly string[] = ['', 'safenest', 'msteams'];
const LONGEST_NAME = 100;

/**
 * The elements without those that Teams would refuse a whole card for: texts with nothing in them, boxes with nothing inside,
 * fields without a name of their own. `names` are those of the fields above.
 */
export function tidy(elements: readonly Element[], names = new Set<string>(TAKEN)): Element[] {
  return elements.flatMap((one): Element[] => {
    switch (one.type) {
      case 'TextBlock':
        return one.text.trim() === '' ? [] : [one];
      case 'Container': {
        const items = tidy(one.items, names);
        return items.length > 0 ? [{ ...one, items }] : [];
      }
      case 'ColumnSet': {
        const columns = one.columns.flatMap((column) => {
          const items = tidy(column.items, names);
          return items.length > 0 ? [{ ...column, items }] : [];
        });
        return columns.length > 0 ? [{ ...one, columns }] : [];
      }
      case 'ActionSet':
        return one.actions.length > 0 ? [one] : [];
      case 'Input.Text':
      case 'Input.ChoiceSet':
        if (names.has(one.id) || one.id.length > LONGEST_NAME) return [];
        names.add(one.id);
        return [one];
      default:
        return [one];
    }
  });
}
