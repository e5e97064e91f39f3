import { endpointOf, routeOf, updatedTicketOf } from './route';

describe('routeOf', () => {
  it.each([
    ['/api/v2/tickets/35.json', '/api/v2/tickets/{id}'],
    ['/api/v2/tickets/35/audits?page[size]=100', '/api/v2/tickets/{id}/audits'],
    ['/api/v2/users/search?query=email%3Aada%40b.example', '/api/v2/users/search'],
    ['/api/v2/uploads/abc123', '/api/v2/uploads/{token}'],
  ])('makes %s a name of few values, without ids and queries', (path, route) => {
    expect(routeOf(path)).toBe(route);
  });

  it.each([
    ['/api/v2/tickets/35', 'tickets'],
    ['/api/v2/deleted_tickets', 'tickets'],
    ['/api/v2/users/show_many?ids=1', 'users'],
    ['/api/v2/users/search?query=x', 'search'],
    ['/api/v2/search?query=x', 'search'],
    ['/api/v2/user_fields', 'other'],
  ] as const)('counts %s among %s', (path, endpoint) => {
    expect(endpointOf(path)).toBe(endpoint);
  });

  it('knows which ticket a call changes', () => {
    expect(updatedTicketOf('PUT', '/api/v2/tickets/35.json')).toBe(35);
    expect(updatedTicketOf('PUT', '/api/v2/tickets/35/tags')).toBe(35);
    expect(updatedTicketOf('GET', '/api/v2/tickets/35')).toBeUndefined();
    expect(updatedTicketOf('PUT', '/api/v2/tickets/update_many?ids=35')).toBeUndefined();
  });
});
