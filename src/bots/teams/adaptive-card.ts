/** The parts of Adaptive Cards 1.5 that our cards are made of. */
export type Element =
  | {
      type: 'TextBlock';
      text: string;
      wrap: true;
      size?: 'small' | 'medium' | 'large';
      weight?: 'bolder';
      color?: 'attention' | 'warning' | 'good';
      isSubtle?: true;
      spacing?: Spacing;
      style?: 'heading';
    }
  | { type: 'FactSet'; facts: { title: string; value: string }[] }
  | { type: 'Image'; url: string; altText: string; size?: 'stretch' | 'auto' }
  | {
      type: 'Container';
      items: Element[];
      style?: 'emphasis' | 'attention' | 'warning' | 'accent' | 'good' | 'default';
      bleed?: true;
      separator?: true;
      spacing?: Spacing;
    }
  | { type: 'ColumnSet'; columns: { type: 'Column'; width: 'auto' | 'stretch'; items: Element[] }[]; spacing?: Spacing }
  | {
      type: 'Table';
      columns: { width: number }[];
      rows: { type: 'TableRow'; cells: { type: 'TableCell'; items: Element[] }[] }[];
      firstRowAsHeader: boolean;
      showGridLines: boolean;
    }
  | {
      type: 'Input.Text';
      id: string;
      label: string;
      value?: string;
      isMultiline?: true;
      isRequired?: true;
      errorMessage?: string;
      maxLength: number;
    }
  | {
      type: 'Input.ChoiceSet';
      id: string;
      label: string;
      choices: { title: string; value: string }[];
      value?: string;
      isRequired?: true;
      errorMessage?: string;
      isMultiSelect?: true;
      style: 'compact' | 'filtered' | 'expanded';
    }
  | { type: 'ActionSet'; actions: Action[] };

type Spacing = 'none' | 'small' | 'medium' | 'large';

interface ActionLook {
  title: string;
  style?: 'positive' | 'destructive';
  /** Behind the three dots. */
  mode?: 'secondary';
}

export type Action =
  | ({ type: 'Action.Execute'; verb: string; data: Sent; associatedInputs?: 'none' } & ActionLook)
  | ({ type: 'Action.Submit'; data: Sent; associatedInputs?: 'none' } & ActionLook)
  | ({ type: 'Action.OpenUrl'; url: string } & ActionLook)
  | ({ type: 'Action.ShowCard'; card: { type: 'AdaptiveCard'; body: Element[]; actions: Action[] } } & ActionLook);

/** What a pressed button brings back; what was filled in stands beside it, by the fields' names. */
export interface Sent {
  safenest: {
    action: string;
    value: string;
    /** `Card.key` of the card it stood on. */
    key?: string;
    /** It sends off fields. */
    form?: true;
    /** The message a form was opened from. */
    from?: string;
  };
  /** Asks Teams to ask us for a dialog. */
  msteams?: { type: 'task/fetch' };
}

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: string;
  version: '1.5';
  fallbackText: string;
  lang?: string;
  refresh?: { action: { type: 'Action.Execute'; verb: string; data: Sent }; userIds?: string[] };
  body: Element[];
  msteams?: { width: 'full' };
}

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export const attached = (card: AdaptiveCard): { contentType: string; content: AdaptiveCard } => ({
  contentType: CARD_TYPE,
  content: card,
});

/** Teams takes 28 KB a message; what it adds itself (who, where, when) has to fit as well. */
export const LIMIT = 28 * 1024 - 2048;
/** In bytes, as it is sent. */
export const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
