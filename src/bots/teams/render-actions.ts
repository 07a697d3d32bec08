import { oneLine } from '../../domain/text.ts';
import type { CardAction } from '../../messages/card.ts';
import type { Action, Sent } from './adaptive-card.ts';
import { type AddressOf, plain } from './markup.ts';

/** Teams shows six buttons in a row; the rest stand behind three dots. */
const PRIMARY = 6;
const LABEL = 80;

export interface ActionFrame {
  key: string;
  addressOf: AddressOf;
  /** Whether pressing it opens a form: that is a dialog of Teams, and asked for in another way. */
  opensForm: (action: string) => boolean;
  /** The card has fields of its own, which go with the press. */
  fields: boolean;
}

/** Whether it is asked once more before it is done: such a button cannot stand behind the dots. */
export const asksFirst = ({ confirm, url, id }: CardAction): boolean =>
  confirm !== undefined && url === undefined && id !== '';

/**
 * The buttons of a card, the first six in sight; `used` says how many already are, or have to be further below. What asks first opens
 * its question below.
 */
export function renderActions(actions: readonly CardAction[], frame: ActionFrame, used = 0): Action[] {
  const drawn = actions.flatMap((action) => {
    const one = renderAction(action, frame);
    return one ? [one] : [];
  });
  // a question opens below the row, so its button stays in sight; one for which there is no room is left to the console
  const room = Math.max(0, PRIMARY - used);
  let questions = Math.min(room, drawn.filter((action) => action.type === 'Action.ShowCard').length);
  let others = room - questions;
  return drawn.flatMap((action): Action[] => {
    if (action.type === 'Action.ShowCard') return questions-- > 0 ? [action] : [];
    return others-- > 0 ? [action] : [{ ...action, mode: 'secondary' as const }];
  });
}

function renderAction(action: CardAction, frame: ActionFrame): Action | null {
  const title = oneLine(action.label, LABEL) || '…';
  if (action.url !== undefined) {
    const url = frame.addressOf(action.url);
    return url === null ? null : { type: 'Action.OpenUrl', title, url };
  }
  if (action.id === '') return null;
  const look = {
    title,
    ...(action.style === 'primary' ? { style: 'positive' as const } : {}),
    ...(action.style === 'danger' ? { style: 'destructive' as const } : {}),
  };
  const press: Action = frame.opensForm(action.id)
    ? { type: 'Action.Submit', data: { ...sent(action, frame), msteams: { type: 'task/fetch' } }, ...look }
    : {
        type: 'Action.Execute',
        verb: action.id,
        data: sent(action, frame),
        ...(frame.fields ? {} : { associatedInputs: 'none' as const }),
        ...look,
      };
  if (!action.confirm) return press;
  return {
    type: 'Action.ShowCard',
    ...look,
    card: {
      type: 'AdaptiveCard',
      body: [{ type: 'TextBlock', text: plain(oneLine(action.confirm, 500)) || '?', wrap: true }],
      actions: [press],
    },
  };
}

const sent = (action: CardAction, { key, fields }: ActionFrame): Sent => ({
  safenest: { action: action.id, value: action.value, key, ...(fields ? { form: true } : {}) },
});
