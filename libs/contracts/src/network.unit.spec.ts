import { isX, KNOWN_NETWORKS, networkLabel } from './network';

describe('isX (G4)', () => {
  it.each(['x', 'X', 'twitter', 'Twitter', 'TWITTER', ' x '])('%p is X', (network) => {
    expect(isX(network)).toBe(true);
  });

  it.each(['xing', 'facebook', 'twitter-ads', '', 'netflix'])('%p is not', (network) => {
    expect(isX(network)).toBe(false);
  });
});

describe('networkLabel', () => {
  it('is a nice one for each known network, in any case', () => {
    for (const network of KNOWN_NETWORKS) expect(networkLabel(network.toUpperCase())).toMatch(/^[A-Z]/);
    expect(networkLabel('whatsapp')).toBe('WhatsApp');
    expect(networkLabel('twitter')).toBe('X');
  });

  it('is what the platform wrote for any other, names of Object.prototype included', () => {
    expect(networkLabel('Mastodon')).toBe('Mastodon');
    expect(networkLabel('constructor')).toBe('constructor');
  });
});
