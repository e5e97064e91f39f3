import type { FastifyReply } from 'fastify';
import type { SafeHtml } from './html';

/**
 * Sends a page that runs no script and loads nothing but its own style sheet, and images that comments show.
 *
 * @param formTarget another origin that a form of the page may lead to
 */
export function sendPage(reply: FastifyReply, page: SafeHtml, formTarget = ''): FastifyReply {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' http: https: data:",
    `form-action 'self' ${formTarget}`.trim(),
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ];
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': policy.join('; '),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .send(page.text);
}
