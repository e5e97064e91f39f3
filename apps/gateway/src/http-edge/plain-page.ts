import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.5rem}';

/** What a browser may do with such a page: show it. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256')
  .update(STYLE)
  .digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** A page of a few lines, for people who come back from somewhere else. */
export interface PlainPage {
  readonly status: number;
  readonly html: string;
}

/** A way on from a page. */
export interface PageLink {
  readonly text: string;
  /** An address of this installation. */
  readonly href: string;
}

/** Makes a page of plain text: nothing in it is taken for HTML. */
export function plainPage(
  status: number,
  title: string,
  lines: readonly string[],
  link?: PageLink,
): PlainPage {
  const way = link === undefined ? '' : `<p><a href="${text(link.href)}">${text(link.text)}</a></p>`;
  const body = [`<h1>${text(title)}</h1>`, ...lines.map((line) => `<p>${text(line)}</p>`), way].join('');
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${text(title)} – Parley</title><style>${STYLE}</style>`;
  return { status, html: `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>` };
}

/** Sends a page; its address may hold secrets, so it is neither kept nor given on to other pages. */
export function sendPlainPage(reply: FastifyReply, { status, html }: PlainPage): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(html);
}

/** What the address of a request asks for. */
export function queryOf({ url }: { readonly url: string }): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : url.slice(start));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(plain: string): string {
  return plain.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
