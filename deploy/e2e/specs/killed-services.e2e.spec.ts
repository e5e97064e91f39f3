import { everythingStillHolds, KafkaDoor, SERVICES } from '../src';
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

describe('kill -9 while a day of conversations is published', () => {
  it('K15 T12 of each service in turn changes nothing in the final tickets', async () => {
    const day = await Day.begin(2, door);
    for (let round = 0; round < Day.rounds; round += 1) {
      const telling = day.tells(round);
      const service = SERVICES[round];
      if (service !== undefined) await killHard(service);
      await telling;
    }
    await day.endsAsOnACalmDay(90_000);
  });
});
