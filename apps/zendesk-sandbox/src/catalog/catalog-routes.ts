import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { pageOf } from '../http/paging';
import { pathId } from '../http/address-parameters';
import { bodyObject } from '../http/request-body';
import { callerOf } from '../http/request-context';
import { timestamp } from '../http/timestamps';
import { forbidden, recordInvalid, recordNotFound } from '../http/zendesk-error';
import { CATALOG_KINDS, type CatalogItem, type CatalogKind } from './catalog';

/** How a kind of definition is called when it stands alone, and what it needs. */
interface Definition {
  readonly singular: string;
  readonly label: string;
  /** What a new one has unless told otherwise. */
  readonly defaults: JsonObject;
}

const DEFINITIONS: Readonly<Record<CatalogKind, Definition>> = {
  groups: {
    singular: 'group',
    label: 'name',
    defaults: { description: '', default: false, is_public: true, deleted: false },
  },
  brands: { singular: 'brand', label: 'name', defaults: { active: true, default: false, is_deleted: false } },
  ticket_forms: {
    singular: 'ticket_form',
    label: 'name',
    defaults: { active: true, default: false, ticket_field_ids: [] },
  },
  ticket_fields: {
    singular: 'ticket_field',
    label: 'title',
    defaults: { active: true, required: false, removable: true, type: 'text' },
  },
  user_fields: {
    singular: 'user_field',
    label: 'title',
    defaults: { active: true, system: false, type: 'text' },
  },
  custom_statuses: {
    singular: 'custom_status',
    label: 'agent_label',
    defaults: { active: true, default: false },
  },
  triggers: { singular: 'trigger', label: 'title', defaults: { active: true, default: false } },
};

/** Groups, brands, ticket forms, ticket fields, user fields, statuses and triggers: list, show, and for administrators create, update, delete. */
export function registerCatalogRoutes(app: FastifyInstance): void {
  for (const kind of CATALOG_KINDS) registerKind(app, kind, DEFINITIONS[kind]);
}

function registerKind(app: FastifyInstance, kind: CatalogKind, definition: Definition): void {
  const { singular } = definition;
  const path = `/api/v2/${kind}`;
  app.get(path, (request) =>
    pageOf(request, {
      name: kind,
      records: request.account.catalog.list(kind),
      keyOf: (item) => String(item.id),
      json: (item) => itemJson(kind, item, request.baseUrl),
      endpoint: `${kind}/index`,
    }),
  );
  app.get(`${path}/:id`, (request) => ({
    [singular]: itemJson(kind, requestedItem(request, kind), request.baseUrl),
  }));
  app.post(path, async (request, reply) => create(request, reply, kind, definition));
  app.put(`${path}/:id`, (request) => {
    allowAdministrators(request);
    const item = requestedItem(request, kind);
    request.account.catalog.change(
      item,
      bodyObject(request, singular, `${kind}/update`),
      request.account.now(),
    );
    return { [singular]: itemJson(kind, item, request.baseUrl) };
  });
  app.delete(`${path}/:id`, async (request, reply) => {
    allowAdministrators(request);
    request.account.catalog.remove(kind, requestedItem(request, kind).id);
    return reply.code(204).send();
  });
}

function create(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: CatalogKind,
  { singular, label, defaults }: Definition,
): JsonObject {
  allowAdministrators(request);
  const sent = bodyObject(request, singular, `${kind}/create`);
  if (typeof sent[label] !== 'string' || sent[label].trim() === '') {
    throw recordInvalid(label, {
      description: `${label.charAt(0).toUpperCase()}${label.slice(1)}: cannot be blank`,
      error: 'BlankValue',
    });
  }
  if (
    kind === 'user_fields' &&
    request.account.catalog.findBy(kind, 'key', sent['key'] ?? null) !== undefined
  ) {
    throw recordInvalid('key', { description: 'Key: has already been taken', error: 'DuplicateValue' });
  }
  const item = request.account.catalog.add(kind, { ...defaults, ...sent }, request.account.now());
  const json = itemJson(kind, item, request.baseUrl);
  reply.code(201).header('location', json['url']);
  return { [singular]: json };
}

function itemJson(kind: CatalogKind, item: CatalogItem, baseUrl: string): JsonObject {
  return {
    url: `${baseUrl}/api/v2/${kind}/${item.id}.json`,
    id: item.id,
    ...item.properties,
    created_at: timestamp(item.createdAt),
    updated_at: timestamp(item.updatedAt),
  };
}

function requestedItem(request: FastifyRequest, kind: CatalogKind): CatalogItem {
  const item = request.account.catalog.find(kind, pathId(request, `${kind}/show`));
  if (item === undefined) throw recordNotFound();
  return item;
}

function allowAdministrators(request: FastifyRequest): void {
  if (callerOf(request).user.role !== 'admin') throw forbidden();
}
