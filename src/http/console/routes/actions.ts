import type { Router } from 'express';
import { isSafeNestError } from '../../../errors.ts';
import { performAction } from '../../../pipeline/actions.ts';
import { NeedsProof } from '../../../pipeline/require-proof.ts';
import { retriedForApproval } from '../../../pipeline/retry-proposal.ts';
import type { HttpServices } from '../../services.ts';
import { setFlash } from '../flash.ts';
import { page } from '../layout.ts';
import { askPage } from '../pages/problem.ts';
import { renderCard } from '../render-card.ts';
import { askForPin, backTo, formBody, queryText, readForm, visitOf } from '../visit.ts';

/**
 * `POST /console/actions`: a card's button. Scripts get the card as it is now; a plain form is sent back to its page
 * with a word about what happened, and is asked first on a page of its own where the card wanted that.
 */
export function actionRoutes(router: Router, services: HttpServices): void {
  router.get('/proof', (request, response) => {
    const { principal } = visitOf(services, request, response);
    const [id, value] = [queryText(request, 'id', 100), queryText(request, 'value', 4000)];
    const back = backTo({ back: queryText(request, 'back', 2000) });
    const { body, title } = askForPin('/console/actions', { id, value, back }, back);
    response.type('html').send(page({ title, principal, current: null, body }));
  });
  router.post('/console/actions', formBody, async (request, response) => {
    const visit = visitOf(services, request, response);
    const { principal, clock, org, work } = visit;
    const { proof_pin: pin, ...form } = readForm(request.body);
    const back = backTo(form);
    const scripted = request.accepts(['html', 'json']) === 'json';
    if (!scripted && form.ask) {
      const { id = '', value = '', ask, label = 'Yes' } = form;
      const fields = { id, value, back };
      response.type('html').send(
        page({
          title: 'Are you sure?',
          principal,
          current: null,
          body: askPage({ question: ask, label, action: '/console/actions', fields, back }),
        }),
      );
      return;
    }
    const click = { id: form.id ?? '', value: form.value ?? '' };
    const asksPin = (problem: string | null): void => {
      const { body, title } = askForPin('/console/actions', { ...click, back }, back, problem);
      response.type('html').send(page({ title, principal, current: null, body }));
    };
    try {
      const wrong = pin === undefined ? null : await visit.prove(pin);
      if (wrong !== null) return asksPin(wrong);
      const retried = await retriedForApproval(org, click, clock.now);
      const outcome = await work((w) => performAction(w, { ...click, ...(retried === undefined ? {} : { retried }) }));
      if (!scripted || !outcome.card) setFlash(response, { tone: 'done', text: outcome.text });
      if (!scripted) return response.redirect(303, back);
      const { card, text } = outcome;
      response.json({
        text,
        back,
        ...(card ? { key: card.key, html: renderCard(card, { clock, back }).toString() } : {}),
      });
    } catch (error) {
      if (error instanceof NeedsProof) {
        if (!scripted) return asksPin(null);
        // a script has no page to ask on: it goes to one that does
        return void response.json({ text: error.message, back: `/proof?${new URLSearchParams({ ...click, back })}` });
      }
      if (scripted || !isSafeNestError(error) || error.code === 'internal') throw error;
      setFlash(response, { tone: 'problem', text: error.message });
      response.redirect(303, back);
    }
  });
}
