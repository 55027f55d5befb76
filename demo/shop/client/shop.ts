import type { ShopContext } from '../context.ts';
import { connectMixpanel } from './mixpanel.ts';
import { connectSegment } from './segment.ts';

const context = JSON.parse(document.getElementById('shop-context')?.textContent ?? 'null') as ShopContext;
const tools = [connectMixpanel(context), connectSegment(context)];
const track = (name: string, properties?: Readonly<Record<string, string | number>>): Promise<unknown> =>
  Promise.all(tools.map((tool) => tool.track(name, properties)));

for (const tool of tools) tool.begin();
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
  await Promise.race([track('Log Out'), new Promise((resolve) => setTimeout(resolve, 1000))]);
  const response = await fetch('/logout', { method: 'POST' });
  if (response.ok) for (const tool of tools) tool.end();
  location.assign('/');
}
