import { anna } from '../idioms/idioms.ts';
import { sideBySide } from '../idioms/index.ts';
import { act, apart, logInInPage, open, waiting } from '../steps.ts';
import type { Story } from '../story.ts';
import { browse, leave, orders } from './beginnings.ts';

export const signUpInPopup: Story = {
  name: 'sign-up-in-popup',
  title: 'in a window of an identity provider, which tells the page that opened it',
  flow: 'sign-up',
  vendors: [sideBySide],
  walk: (say) => [
    ...browse(say),
    apart('log in in a window', async (walk) => {
      walk.site.page('/authorize', "setTimeout(() => { window.opener.postMessage('done', '*'); window.close(); }, 400);");
      const page = await walk.tab();
      await walk.run(
        page,
        `window.addEventListener('message', async () => {
           await fetch('/api/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email":"${anna.email}"}' });
           document.querySelector('nav').innerHTML = '<a href="/">Home</a> <button>Log out</button>';
           document.body.dataset.done = 'yes';
           ${say.identify(anna)} ${say.track('Signed Up')}
         }, { once: true });
         const button = document.createElement('button');
         button.id = 'window';
         button.textContent = 'Continue with another account';
         button.onclick = () => window.open('http://id.test/authorize?response_type=code&client_id=shop&state=s-1', 'login', 'width=400,height=500');
         document.body.append(button);`,
      );
      await page.click('#window');
      await page.waitForFunction('document.body.dataset.done');
    }),
    act('look around', say.track('Welcome Viewed')),
    orders(say),
    leave(say),
  ],
};

export const magicLink: Story = {
  name: 'magic-link',
  title: 'by a link in a message, which opens another tab; the first one goes on, and loads again later',
  flow: 'logout',
  vendors: [sideBySide],
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    open('/sign-in', say.track('Form Viewed')),
    act('ask for a link', say.track('Link Requested')),
    apart('open the link', async (walk) => {
      walk.site.redirect('/callback', '/welcome');
      walk.site.page('/welcome', say.identify(anna) + say.track('Logged In'));
      const page = await walk.tab('message');
      await page.goto(`http://shop.test/callback?token=t-1&login_hint=${anna.email}`);
      await walk.ready(page);
    }),
    act('go on in the first tab', say.track('Help Viewed')),
    waiting(5_500),
    act('and later', say.track('Help Closed')),
    orders(say),
    leave(say),
  ],
};

export const tellsOtherTab: Story = {
  name: 'tells-other-tab',
  title: 'the page of a log-in tells another tab, which identifies as well',
  flow: 'logout',
  vendors: [sideBySide],
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    open('/mug', `${say.track('Mug Viewed')} new BroadcastChannel('auth').onmessage = () => { ${say.identify(anna)} };`, { tab: 'second' }),
    open('/start', say.track('Start Viewed')),
    logInInPage(anna, `${say.identify(anna)} ${say.track('Logged In')} new BroadcastChannel('auth').postMessage('in');`),
    waiting(300),
    act('go on in the other tab', say.track('Mug Turned'), { tab: 'second' }),
    waiting(5_500),
    act('and later', say.track('Mug Bought'), { tab: 'second' }),
    orders(say),
    leave(say),
  ],
};
