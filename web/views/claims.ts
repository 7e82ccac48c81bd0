/** The latest report of `wulff verify`, to be browsed: statements, what was checked, evidence, false variants. */
import { html, nothing, render } from 'lit-html';
import { unsafeHTML } from 'lit-html/directives/unsafe-html.js';
import { report } from 'wulff:claims';
import { choice, textField } from '../controls.ts';
import type { OpenViewAt } from '../view.ts';

export const claimsView: OpenViewAt = (place, address) => {
  const draw = (): void => {
    const [words, level] = [address.text('find', ''), address.text('level', '')];
    if (report === null) {
      render(
        html`<section class="stage">
          <h1>Claims</h1>
          <p>This page was built without a report of the claims.</p>
        </section>`,
        place,
      );
      return;
    }
    const { claims, summary } = report;
    const levels = [...new Set(claims.flatMap((claim) => (claim.level === null ? [] : [claim.level])))];
    const found = claims.filter(
      (claim) =>
        (level === '' || claim.level === level) &&
        words
          .toLowerCase()
          .split(/\s+/)
          .every((word) => claim.words.includes(word)),
    );
    render(
      html`
        <section class="controls" aria-label="Which claims">
          <h1>Claims</h1>
          ${textField('Find', 'find', words, (value) => {
            address.set({ find: value === '' ? null : value });
            draw();
          })}
          ${choice(
            'Level',
            'level',
            [['', 'all levels'], ...levels.map((each) => [each, each] as const)],
            level,
            (value) => {
              address.set({ level: value === '' ? null : value });
              draw();
            },
          )}
          <p class="note">
            ${summary.hold} of ${summary.claims} claims hold; ${summary.killed} of ${summary.mutants} false variants are
            refuted. Level ${report.effort}, seed ${report.seed}: <code>wulff verify</code> gives the same on your
            machine.
          </p>
        </section>
        <section class="stage claims" aria-label="Claims">
          <p role="status" class="muted">${found.length} shown</p>
          ${found.map((claim) => html`${unsafeHTML(claim.html)}`)}
        </section>
      `,
      place,
    );
  };
  draw();
  return { close: () => render(nothing, place) };
};
