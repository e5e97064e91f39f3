import type { Mutant } from './mutants/mutant';
import { runSchedule, type ScheduleEnd } from './run-schedule';
import type { StoryEvent } from './world/story';

/** Trials of a shorter story; enough for small stories, and a bound for stubborn ones. */
const MOST_TRIALS = 700;

/** Looks for the shortest story and the fewest mishaps that still bring the same rule's complaint. */
export class Shrinker {
  private trials = 0;

  private constructor(
    private best: ScheduleEnd,
    private readonly rule: string,
    private readonly mutant: Mutant | undefined,
  ) {}

  /** The shortest end found, with its trace. */
  static async shrink(end: ScheduleEnd, mutant?: Mutant): Promise<ScheduleEnd> {
    const shrinker = new Shrinker(end, ruleOf(end.complaints[0]), mutant);
    await shrinker.leaveOutEvents();
    await shrinker.calmChoices();
    await shrinker.leaveOutEvents();
    const { seed, story, choices } = shrinker.best;
    const told = mutant === undefined ? {} : { mutant };
    return runSchedule({ seed, story, choices, keepsTrace: true, ...told });
  }

  private async leaveOutEvents(): Promise<void> {
    for (let index = this.best.story.events.length - 1; index >= 0; index -= 1) {
      const { setting, events } = this.best.story;
      const fewer = events.filter((_, place) => place !== index);
      if (fewer.some(isTold)) await this.attempt({ setting, events: fewer }, this.best.choices);
    }
  }

  /** Turns choices into calm ones, in halves, quarters, ... down to single ones. */
  private async calmChoices(): Promise<void> {
    for (let size = wildOf(this.best.choices).length; size >= 1; size = Math.floor(size / 2)) {
      for (let from = 0; from < wildOf(this.best.choices).length;) {
        const calmed = new Set(wildOf(this.best.choices).slice(from, from + size));
        const choices = this.best.choices.map((choice, place) => (calmed.has(place) ? 0 : choice));
        if (!(await this.attempt(this.best.story, choices))) from += size;
        if (this.trials >= MOST_TRIALS) return;
      }
    }
  }

  private async attempt(story: ScheduleEnd['story'], choices: readonly number[]): Promise<boolean> {
    if (this.trials >= MOST_TRIALS) return false;
    this.trials += 1;
    const { seed } = this.best;
    const told = this.mutant === undefined ? {} : { mutant: this.mutant };
    const end = await runSchedule({ seed, story, choices, ...told });
    const isSame = end.complaints.some((complaint) => ruleOf(complaint) === this.rule);
    if (isSame) this.best = end;
    return isSame;
  }
}

/** What a complaint is about, without names and numbers. */
function ruleOf(complaint = ''): string {
  return complaint.replace(/^conv-\d+: /, '').replace(/(tok)?\d+x?/g, '');
}

function wildOf(choices: readonly number[]): readonly number[] {
  return choices.flatMap((choice, place) => (choice === 0 ? [] : [place]));
}

function isTold({ kind }: StoryEvent): boolean {
  return kind === 'tell';
}
