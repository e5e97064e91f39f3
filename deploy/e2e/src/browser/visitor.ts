import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { theStack } from '../stack';
import { violationsOf } from './accessibility';

/** A person of the local issuer. */
export type Role = 'administrator' | 'advisor' | 'operator';

/** How a visitor's browser is. */
export interface VisitorOptions {
  /** Size of the window in CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Language of the browser by its tag. */
  readonly locale?: string;
}

/** As few parts of Chromium as possible; as root it has no sandbox of its own. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Where the guide's pictures are kept; they are made anew only when `PARLEY_SCREENS` is set. */
const SCREENS = join(__dirname, '..', '..', '..', '..', 'docs', 'screens');

let browser: Promise<Browser> | undefined;
const contexts = new Set<BrowserContext>();

/** Somebody with a browser of their own at the console of this run's stack. */
export class Visitor {
  /** What went wrong in the page's own code, or was refused by its policy: a page of ours has nothing of either. */
  readonly faults: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      // Answers of 4xx are told by the page itself.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.faults.push(message.text());
    });
  }

  /** Opens a browser that nobody is signed in with. */
  static async arrives(options: VisitorOptions = {}): Promise<Visitor> {
    const { width = 1280, height = 900, colorScheme = 'light', locale = 'en-GB' } = options;
    browser ??= chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ARGS,
    });
    const context = await (
      await browser
    ).newContext({ viewport: { width, height }, colorScheme, locale, timezoneId: 'Europe/Paris' });
    contexts.add(context);
    return new Visitor(await context.newPage());
  }

  /** Opens a browser and signs in at the issuer, as anybody would: from a page that asks for it. */
  static async signedIn(role: Role, path = '/', options: VisitorOptions = {}): Promise<Visitor> {
    const visitor = await Visitor.arrives(options);
    await visitor.signsIn(role, path);
    return visitor;
  }

  /** Ends every browser of this spec. */
  static async allLeave(): Promise<void> {
    await Promise.all([...contexts].map((context) => context.close()));
    contexts.clear();
    await (await browser)?.close();
    browser = undefined;
  }

  /** Goes to a page, and signs in where that is asked for. */
  async signsIn(role: Role, path: string): Promise<void> {
    await this.goesTo(path);
    await this.page.getByRole('link', { name: /^(Sign in|Se connecter)$/ }).click();
    await this.page.getByRole('button', { name: `Local ${role}` }).click();
    await this.page.getByRole('navigation', { name: 'Menu' }).waitFor({ state: 'attached' });
  }

  /** Opens a page of the console by its address. */
  async goesTo(path: string): Promise<void> {
    await this.page.goto(`${theStack().gatewayUrl}${path}`);
  }

  /** Rules of WCAG 2.2 AA that the page breaks, each with where. */
  accessibilityFaults(): Promise<readonly string[]> {
    return violationsOf(this.page);
  }

  /**
   * Keeps a picture for the guide.
   * @param of the window as it is, or the page from top to end
   */
  async isPictured(name: string, of: 'window' | 'page' = 'window'): Promise<void> {
    if (!process.env['PARLEY_SCREENS']) return;
    mkdirSync(SCREENS, { recursive: true });
    await this.page.screenshot({
      path: join(SCREENS, `${name}.png`),
      fullPage: of === 'page',
      animations: 'disabled',
    });
  }
}
