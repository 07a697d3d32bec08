import type { InboundEvent } from '../messages/inbound.ts';
import { commandFrom } from './commands.ts';

/** Whether an event may be answered with a form, or with what is wrong in one: that can be done at once or not at all. */
export function mayOpenForm(event: InboundEvent, opensForm: (action: string) => boolean): boolean {
  switch (event.kind) {
    case 'form':
    case 'shortcut':
    case 'completing':
      return true;
    case 'action':
      return opensForm(event.action);
    case 'command':
      return commandFrom(event)?.kind === 'incident';
    default:
      return false;
  }
}
