import type { FileAddress, FileSource, FoundFile } from '../src/bring-attachment/attachment-ports';

/** Files at addresses, in memory. */
export class MemoryFiles implements FileSource {
  private readonly answers = new Map<string, FoundFile[]>();
  readonly asked: string[] = [];
  /** Called before each answer. */
  beforeAnswer: () => void = () => undefined;

  /** What an address answers, try by try; the last answer stays. */
  has(url: string, ...answers: readonly (FoundFile | string)[]): this {
    this.answers.set(
      url,
      answers.map((answer) =>
        typeof answer === 'string'
          ? { kind: 'file', bytes: Buffer.from(answer), contentType: 'image/png' }
          : answer,
      ),
    );
    return this;
  }

  get({ url = '' }: FileAddress): Promise<FoundFile> {
    this.asked.push(url);
    this.beforeAnswer();
    const answers = this.answers.get(url) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return Promise.resolve(answer ?? { kind: 'left-out', fault: 'expired' });
  }
}
