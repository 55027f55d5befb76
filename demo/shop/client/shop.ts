import type { ShopContext } from '../context.ts';
import { connectMixpanel } from './mixpanel.ts';
import { connectSegment } from './segment.ts';

const context = JSON.parse(document.getElementById('shop-context')?.textContent ?? 'null') as ShopContext;
const tools = [connectMixpanel(context), connectSegment(context)];
/** Says on the document whether events are still on their way, for whoever must not leave before. */
let underWay = 0;
const watched = (work: Promise<unknown>): Promise<unknown> => {
  const say = (change: number): void => {
    underWay += change;
    document.documentElement.dataset.events = underWay === 0 ? 'done' : 'under-way';
  };
  say(1);
  return work.finally(() => say(-1));
};
const track = (name: string, properties?: Readonly<Record<string, string | number>>): Promise<unknown> =>
  watched(Promise.all(tools.map((tool) => tool.track(name, properties))));

void watched(Promise.all(tools.map((tool) => tool.begin())));
if (context.moment === 'signed-up') void track('Sign Up', { method: 'password' });
if (context.moment === 'logged-in') void track('Log In', { method: 'password' });
void track(`${context.page.name} Viewed`, context.page.properties);

document.getElementById('add')?.addEventListener('click', (event) => {
  const product = (event.currentTarget as HTMLElement).dataset.product ?? '';
  void track('Product Added', { product });
  const added = document.getElementById('added');
  if (added) added.textContent = 'In your basket.';
});

document.getElementById('logout')?.addEventListener('submit', (event) => {
  event.preventDefault();
  void logOut();
});

/** The event still belongs to the person who leaves; identity ends when the server says that the session did. */
async function logOut(): Promise<void> {
  await Promise.race([track('Log Out'), new Promise((resolve) => setTimeout(resolve, 3000))]);
  const response = await fetch('/logout', { method: 'POST' });
  if (response.ok) for (const tool of tools) tool.end();
  location.assign('/');
}
