import { HttpCode, RequestMapping, RequestMethod, SetMetadata, applyDecorators } from '@nestjs/common';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { Part } from '../access/admission';
import type { ProblemCode } from '@parley/contracts';

/** The methods this service uses. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The parts of the API as the documentation groups them. */
export const API_TAGS = [
  'Events',
  'Organizations',
  'Customers',
  'Associations',
  'Directory',
  'Conversations',
  'Error desk',
  'Publishers',
  'Signing in',
  'Operations',
] as const;

/** A part of the API. */
export type ApiTag = (typeof API_TAGS)[number];

/**
 * Everything there is to know about one route. Access, validation and the OpenAPI document are all made from this,
 * so that none of them can forget a route.
 */
export interface ApiRouteDefinition {
  readonly method: Method;
  /** Path with `:name` parameters, from the root. */
  readonly path: string;
  /** `operationId` of the OpenAPI document. */
  readonly operation: string;
  readonly tag: ApiTag;
  readonly summary: string;
  readonly description?: string;
  /** Who may call it; `publisher` stands for a publisher's own credential, nobody named for everybody. */
  readonly access: readonly Part[];
  readonly params?: TObject;
  /** Query parameters; unknown ones are refused, so that a misspelled filter is not silently ignored. */
  readonly query?: TObject;
  readonly body?: TSchema;
  /** Bodies by media type, of routes that do not take plain JSON; not validated here. */
  readonly bodies?: Readonly<Record<string, TSchema>>;
  /** Request headers worth documenting; not validated here. */
  readonly headers?: TObject;
  readonly status: number;
  readonly response?: TSchema;
  /** Media type of the response where it is not JSON. */
  readonly responseType?: string;
  /** Other good answers than `status`, for example 201 beside 200. */
  readonly alsoAnswers?: Readonly<
    Record<number, { readonly description: string; readonly schema?: TSchema }>
  >;
  /** Problems of this route, besides those that every route has. */
  readonly problems?: readonly ProblemCode[];
}

const ROUTE = 'parley:api-route';

/** Makes a controller's method a route. */
export function ApiRoute(definition: ApiRouteDefinition): MethodDecorator {
  return applyDecorators(
    SetMetadata(ROUTE, definition),
    HttpCode(definition.status),
    RequestMapping({ method: RequestMethod[definition.method], path: definition.path }),
  );
}

/** The definition of the route that a handler implements; undefined where the handler is none. */
export function routeOf(handler: object): ApiRouteDefinition | undefined {
  return Reflect.getMetadata(ROUTE, handler) as ApiRouteDefinition | undefined;
}

/** Every route of a controller class. */
export function routesOf(controller: { readonly prototype: object }): readonly ApiRouteDefinition[] {
  return Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap((member) => {
    const handler: unknown = member.value;
    const route = typeof handler === 'function' ? routeOf(handler) : undefined;
    return route === undefined ? [] : [route];
  });
}
