import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserTitle, browserVariable, debianPackage, findBrowser } from './browsers.mjs';

// This file runs before anything is installed, so it may import nothing but Node's own modules.

const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = [20, 19];

/** Runs a program with its output kept; shows it only when it fails. */
function run(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32' && !program.endsWith('.exe');
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], shell });
    let said = '';
    const hear = (chunk) => {
      said += chunk;
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')} failed:\n${said}`))));
  });
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Throws one sentence when this Node is older than the tools need. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(`Idscope needs Node ${oldestNode.join('.')} or newer and this is ${version}: install it from https://nodejs.org.`);
}

/**
 * True when node_modules holds exactly what the lockfile names. npm writes what it installed into
 * node_modules/.package-lock.json; optional packages for other systems are missing there by right.
 */
export function isInstalled(folder = root) {
  const installedFile = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    const there = installed[path];
    return there === undefined ? optional === true || devOptional === true : there.version === version;
  });
}

/** Checks Node and installs the packages when they are missing or not those of the lockfile. */
export async function ensureDependencies() {
  requireNode();
  if (isInstalled()) return;
  say('Installing packages (npm ci) …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  // Whoever runs us with --silent still wants to know why it failed.
  const env = { npm_config_loglevel: 'error' };
  await (npm?.endsWith('.js') ? run(process.execPath, [npm, ...args], env) : run('npm', args, env));
}

/**
 * Finds the wanted browsers, and on Debian as root installs what is missing. Returns their paths, undefined where not
 * wanted; throws one sentence when a wanted one is missing and cannot be installed from here.
 */
export async function ensureBrowsers({ chromium = false, firefox = false }) {
  const wanted = [...(chromium ? ['chromium'] : []), ...(firefox ? ['firefox'] : [])];
  const missing = wanted.filter((kind) => findBrowser(kind) === null);
  if (missing.length > 0) await install(missing);
  return Object.fromEntries(wanted.map((kind) => [kind, findBrowser(kind) ?? fail(kind)]));
}

async function install(kinds) {
  const debian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (!debian || process.getuid?.() !== 0) fail(kinds[0]);
  const packages = kinds.map(debianPackage);
  say(`Installing ${packages.join(' and ')} (apt-get) …`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], quiet);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], quiet);
}

function fail(kind) {
  const how = existsSync('/etc/debian_version') ? `run "sudo apt-get install ${debianPackage(kind)}"` : 'install it';
  throw new Error(`No ${browserTitle(kind)} was found: ${how}, or name its program in ${browserVariable(kind)}.`);
}
