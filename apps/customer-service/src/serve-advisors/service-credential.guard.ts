import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SERVICE_CREDENTIAL } from '../tokens';

/** Lets the installation's own services in and nobody else: whether somebody may ask for customers is decided by gateway. */
export class ServiceCredentialGuard implements CanActivate {
  constructor(@Inject(SERVICE_CREDENTIAL) private readonly credential: string) {}

  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    return timingSafeEqual(digest(authorization), digest(`Bearer ${this.credential}`));
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
