import { html, type Part, type SafeHtml } from './html';

/** What every page shows around its content. */
export interface Frame {
  readonly title: string;
  /** Prefix of every link: empty for the default account. */
  readonly prefix: string;
  readonly subdomain: string;
  /** The text in the search field. */
  readonly query?: string;
}

/** A whole page. */
export function page(frame: Frame, content: Part): SafeHtml {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${frame.title} · ${frame.subdomain}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${frame.prefix}/agent/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <a class="home" href="${frame.prefix}/agent"
            ><span class="mark" aria-hidden="true">Z</span> ${frame.subdomain} <small>sandbox</small></a
          >
          <a href="${frame.prefix}/agent/faults">Faults</a>
          <form role="search" action="${frame.prefix}/agent" method="get">
            <input
              type="search"
              name="q"
              value="${frame.query ?? ''}"
              placeholder="Number, words, tag, external id"
              aria-label="Search tickets"
            />
            <button type="submit">Search</button>
          </form>
        </header>
        <main id="content">${content}</main>
      </body>
    </html> `;
}

/** A moment for people, with the exact one on hover and for machines. */
export function time(ms: number): SafeHtml {
  const iso = new Date(ms).toISOString().slice(0, 19);
  return html`<time datetime="${iso}Z" title="${iso}Z">${iso.slice(0, 10)} ${iso.slice(11, 16)}</time>`;
}

/** A status with its colour and its name. */
export function statusBadge(status: string): SafeHtml {
  return html`<span class="status ${status}">${status.charAt(0).toUpperCase() + status.slice(1)}</span>`;
}

/** Tags as a list. */
export function tagList(tags: readonly string[]): SafeHtml {
  if (tags.length === 0) return html`<span class="none">none</span>`;
  return html`<ul class="tags">
    ${tags.map((tag) => html`<li>${tag}</li>`)}
  </ul>`;
}
