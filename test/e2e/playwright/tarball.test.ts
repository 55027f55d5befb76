import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { executable, root } from '../support/paths.ts';

const run = promisify(execFile);
let folder = '';
let tarball = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idscope-tarball-'));
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  await writeFile(join(folder, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
  await run('npm', ['install', `./${tarball}`, '--offline', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package brings nothing but itself', async () => {
  expect((await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual(['idscope']);
  const files = await readdir(join(folder, 'node_modules/idscope'));
  expect(files.sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
  expect((await readdir(join(folder, 'node_modules/idscope/dist'))).sort()).toEqual(['package']);
  const licences = await readFile(join(folder, 'node_modules/idscope/dist/package/LICENSES.txt'), 'utf8');
  const bundle = await readFile(join(folder, 'node_modules/idscope/dist/package/playwright.js'), 'utf8');
  const bundled = new Set([...bundle.matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map((match) => match[1] ?? ''));
  expect([...bundled].filter((name) => !licences.includes(name))).toEqual([]);
  expect(bundled.size).toBeGreaterThan(0);
});

test('its command runs', async () => {
  const bin = join(folder, 'node_modules/.bin/idscope');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  expect((await run(bin, ['--version'], { cwd: folder })).stdout).toBe(`${version}\n`);
  await writeFile(join(folder, 'lines.ndjson'), '{"event":"Sign Up","properties":{"token":"T","$device_id":"D1","$user_id":"U1"}}\n');
  const { stdout } = await run(bin, ['simulate', 'lines.ndjson', '--json'], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ projects: [{ vendor: 'mixpanel', profiles: [{ label: 'U1' }] }] });
});

const spec = `import { expect, type Identity, observe, test } from 'idscope/playwright';
test.use({ idscope: { vendors: 'stub' } });
test('a page', async ({ page, identity }) => {
  const same: Identity = identity;
  await page.route('http://site.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: \`<!doctype html><script>
        const send = (event, properties) => fetch('http://in.test/track/?verbose=1', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'data=' + encodeURIComponent(JSON.stringify([{ event, properties: { token: 'T', distinct_id: 'u-1', ...properties } }])),
        });
        send('Sign Up', { $device_id: 'D1', $user_id: 'u-1', $insert_id: 'i1', time: Date.now() / 1000 });
      </script>\`,
    }),
  );
  await page.goto('http://site.test/');
  await expect(same).toHaveLandedOn('Sign Up', 'u-1');
  await same.settled();
  const { simulation } = await same.analysis();
  expect(simulation.projects[0]?.events.map((event) => event.delivery)).toEqual(['accepted']);
  expect(typeof observe).toBe('function');
});
`;

test('its fixture runs where Playwright is, and its types fit', async () => {
  const modules = join(folder, 'node_modules');
  for (const name of ['@playwright', '@types', 'playwright', 'playwright-core'])
    await symlink(join(root, 'node_modules', name), join(modules, name));
  await writeFile(join(folder, 'page.spec.ts'), spec);
  const launchOptions = { executablePath: executable('chromium'), chromiumSandbox: process.getuid?.() !== 0 };
  await writeFile(
    join(folder, 'playwright.config.ts'),
    `export default { reporter: 'line', timeout: 240_000, expect: { timeout: 20_000 }, use: { launchOptions: ${JSON.stringify(launchOptions)} } };\n`,
  );
  const options = { target: 'ES2022', module: 'NodeNext', strict: true, noEmit: true, types: ['node'], lib: ['ESNext', 'DOM'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['page.spec.ts'] }));

  const types = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder }).catch(
    (error) => error,
  );
  expect(types.stdout).toBe('');
  const tested = await run(process.execPath, [join(modules, '@playwright/test/cli.js'), 'test'], { cwd: folder }).catch((error) => error);
  expect(tested.stdout).toContain('1 passed');
});
