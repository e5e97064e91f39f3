import { everythingStillHolds, KafkaDoor, SERVICES, type ServiceName } from '../src';
import { Day } from '../src/day';
import { killHard } from '../src/services';

let door: KafkaDoor;
beforeAll(async () => {
  door = await KafkaDoor.open();
});
afterAll(async () => {
  await everythingStillHolds();
  await door.close();
});

/** So many that every service has work in hand whenever it dies: 96 conversations. */
const DESKS = 12;
const WITHIN_MS = 4 * 60_000;

describe('kill -9 again and again while a day of conversations is published', () => {
  it.each(SERVICES)(
    'K15 T12 of %s, in every round, changes nothing in the final tickets',
    async (service: ServiceName) => {
      const day = await Day.begin(DESKS, door);
      for (let round = 0; round < Day.rounds; round += 1) {
        const telling = day.tells(round);
        await killHard(service);
        await telling;
      }
      await day.endsAsOnACalmDay(WITHIN_MS);
    },
    WITHIN_MS + 120_000,
  );

  it(
    'K15 T12 of all four services at once changes nothing in the final tickets',
    async () => {
      const day = await Day.begin(DESKS, door);
      for (let round = 0; round < Day.rounds; round += 1) {
        const telling = day.tells(round);
        if (round % 2 === 1) await Promise.all(SERVICES.map(killHard));
        await telling;
      }
      await day.endsAsOnACalmDay(WITHIN_MS);
    },
    WITHIN_MS + 120_000,
  );
});
