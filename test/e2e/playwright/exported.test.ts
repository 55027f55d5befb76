import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { Identity } from 'idscope/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../demo/site.ts';
import { buildPackage } from '../../../scripts/package.mjs';
import { executable, root } from '../support/paths.ts';
import { useBrowser } from './observed.ts';

const run = promisify(execFile);
const browser = useBrowser();
let site: Site;
let folder = '';

beforeAll(async () => {
  await buildPackage();
  site = await startSite({ root });
  folder = await mkdtemp(join(tmpdir(), 'idscope-exported-'));
  const modules = join(folder, 'node_modules');
  await mkdir(modules);
  for (const name of ['@playwright', '@types', 'playwright', 'playwright-core'])
    await symlink(join(root, 'node_modules', name), join(modules, name));
  await symlink(root, join(modules, 'idscope'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  const use = { launchOptions: { executablePath: executable('chromium'), chromiumSandbox: process.getuid?.() !== 0 } };
  await writeFile(
    join(folder, 'playwright.config.ts'),
    `export default { reporter: 'line', timeout: 240_000, expect: { timeout: 10_000 }, use: ${JSON.stringify(use)} };\n`,
  );
  const options = { target: 'ES2022', module: 'NodeNext', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.spec.ts'] }));
}, 300_000);
afterAll(async () => {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What is done in each step, as code of the exported test and of the session that it is made from. Who leaves a page at once loses events: hence the waits. */
const stepsOf = (variant: string, email: string): readonly string[] => [
  `await page.goto('${site.shop.url}/products/harbour-mug?variant=${variant}'); await page.locator('#add').click(); await identity.settled(); await page.goto('${site.shop.url}/signup'); await identity.settled();`,
  `for (const [name, text] of [['name', 'Ada'], ['email', '${email}'], ['password', 'kiln-kettle'], ['confirmation', 'kiln-kettle']]) await page.locator(\`input[name=\${name}]\`).fill(text ?? ''); await page.locator('form[action="/signup"] button').click(); await page.waitForURL(/welcome/); await identity.settled();`,
  `await page.locator('#logout button').click(); await page.waitForURL((url) => url.pathname === '/'); await identity.settled(); await page.goto('${site.shop.url}/login'); await identity.settled();`,
  `await page.locator('input[name=email]').fill('mara@kiln.example'); await page.locator('input[name=password]').fill('kettle-1007'); await page.locator('form[action="/login"] button').click(); await page.waitForURL(/account/);`,
];

const AsyncFunction = (async () => undefined).constructor as new (
  ...names: readonly string[]
) => (page: Page, identity: Identity) => Promise<void>;

const exported = async (variant: string, email: string): Promise<string> => {
  const { context, identity } = await browser.open({ redact: false });
  const page = await context.newPage();
  for (const step of stepsOf(variant, email)) await new AsyncFunction('page', 'identity', step)(page, identity);
  await identity.settled();
  const file = join(folder, `${variant}.idscope.json`);
  await identity.save(file);
  await context.close();
  return (await run(process.execPath, [join(root, 'scripts/idscope.mjs'), 'export-test', file])).stdout;
};

/** The exported test with its steps filled in, compiled and run. */
const tried = async (name: string, spec: string, steps: readonly string[], ids: readonly string[]) => {
  const [, ...parts] = spec.split(/(?=^ {4}\/\/ TODO: do here)/m);
  expect(parts).toHaveLength(steps.length);
  let filled = spec;
  parts.forEach((part, at) => {
    filled = filled.replace(part, `    ${steps[at]}\n${part}`);
  });
  ids.forEach((id, at) => {
    filled = filled.replace(new RegExp(`(const user${at + 1} = )'.*'`), `$1'${id}'`);
  });
  await writeFile(join(folder, `${name}.spec.ts`), filled);
  const types = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder }).catch(
    (error) => error,
  );
  expect(types.stdout).toBe('');
  const cli = join(folder, 'node_modules/@playwright/test/cli.js');
  return (await run(process.execPath, [cli, 'test', `${name}.spec.ts`], { cwd: folder }).catch((error) => error)).stdout as string;
};

/** Sessions, the compiler and Playwright itself, one after the other. */
const timeout = 400_000;

test('a test exported from the demo compiles, and passes once its steps are filled in', { timeout }, async () => {
  const spec = await exported('correct', 'ada@novak.example');
  expect(spec).toMatch(/const user1 = 'cus-1042';\nconst user2 = 'cus-1007';/);
  expect(spec).toContain("await expect(identity).toHaveLandedOn('Sign Up', user1);");
  expect(spec).toContain('// Exactly one reset between user1 and whoever comes next.\n  await expect(identity).toHaveReset();');
  expect(spec).toContain('after the log-out no event carries');
  const said = await tried('correct', spec, stepsOf('correct', 'second@novak.example'), ['cus-1043', 'cus-1007']);
  expect(said).toContain('1 passed');
});

test('with its steps left open it fails, and with a faulty shop as well', { timeout }, async () => {
  const spec = await exported('correct', 'third@novak.example');
  expect(await tried('open', spec, ['', '', '', ''], [])).toContain('No page was opened in the observed browser context');
  const said = await tried('faulty', spec, stepsOf('no-reset', 'fourth@novak.example'), ['cus-1045', 'cus-1007']);
  expect(said).toContain('mixpanel.reset() was not called');
  expect(said).toContain('idscope-report.html');
});
