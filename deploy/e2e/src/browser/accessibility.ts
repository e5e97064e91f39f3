import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What is checked: WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every rule that a page breaks, with the elements that break it. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Evaluated rather than added as a script: the page's policy stays as it is.
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: TAGS } });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${options})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
