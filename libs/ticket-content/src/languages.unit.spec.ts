import { Conversation, lane, SETTINGS } from '../test/conversation';
import { parseHtml } from '../test/html';
import { TicketModel } from '../test/ticket-model';
import { LANGUAGES, type ContentSettings, type TimeZone } from '.';

const PARIS: TimeZone = { offsetMinutesAt: () => 60 };

function paragraphs(settings: Partial<ContentSettings>): readonly string[] {
  const talk = new Conversation().contact('one').advisor('two').contact('three').deletion(3);
  const done = new TicketModel(talk.entries, lane(2, 4), { ...SETTINGS, ...settings }).run();
  return done.ticket.shown.flatMap(({ html }) => parseHtml(html).paragraphs);
}

describe("Parley's own words", () => {
  it.each([
    ['fr', 'Grace Hopper (conseiller)', 'Réseau: WhatsApp', 'supprimé', '[message supprimé]'],
    ['de', 'Grace Hopper (Berater)', 'Netzwerk: WhatsApp', 'gelöscht', '[Nachricht gelöscht]'],
    ['es', 'Grace Hopper (asesor)', 'Red: WhatsApp', 'eliminado', '[mensaje eliminado]'],
    ['en', 'Grace Hopper (advisor)', 'Network: WhatsApp', 'deleted', '[message deleted]'],
  ] as const)("K2: come in the organization's language (%s)", (language, advisor, network, mark, text) => {
    const shown = paragraphs({ words: LANGUAGES[language] });
    expect(shown).toContain(`${advisor} · 2026-11-21 09:30 UTC`);
    expect(shown).toContain(network);
    expect(shown).toContain(`Ada Lovelace · 2026-11-21 09:30 UTC · ${mark}`);
    expect(shown).toContain(text);
  });

  it("K2: times are those of the organization's time zone", () => {
    expect(paragraphs({ timeZone: PARIS })).toContain('Ada Lovelace · 2026-11-21 10:30 UTC+01:00');
  });

  it('K2: every language has words of its own, and names what it is told', () => {
    for (const [language, words] of Object.entries(LANGUAGES)) {
      expect(Object.values(words).every((word) => typeof word === 'function' || word.trim() !== '')).toBe(
        true,
      );
      expect(words.part(2, 3)).toMatch(/2\D+3/);
      expect(words.followUpOf(4711)).toContain('#4711');
      expect(words.skipped('Grace', 'now')).toMatch(/Grace.*now/);
      if (language !== 'en') expect(words.lastMessage).not.toBe(LANGUAGES.en.lastMessage);
    }
  });
});
