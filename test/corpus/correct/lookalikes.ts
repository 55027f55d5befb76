import { anna } from '../idioms/idioms.ts';
import { sideBySide } from '../idioms/index.ts';
import { act, open, waiting } from '../steps.ts';
import type { Story } from '../story.ts';
import { browse, enter, leave, orders } from './beginnings.ts';

/** A form that is put up, filled in and sent to `path`; `code` runs on the answer, when it is gone. */
const sends = (fields: string, path: string, action: string, code: string): string => `
  const form = document.createElement('form');
  form.action = '${action}';
  form.innerHTML = \`${fields}\`;
  form.onsubmit = async (event) => {
    event.preventDefault();
    await fetch('${path}', { method: 'PUT', body: '{}' });
    form.remove();
    ${code}
  };
  document.body.append(form);
  for (const field of form.querySelectorAll('input')) field.value = 'correct-horse@shop.test';
  form.requestSubmit();`;

export const endsOtherSessions: Story = {
  name: 'ends-other-sessions',
  title: 'a user ends the sessions of other devices: this one goes on',
  flow: 'reopen-logged-in',
  vendors: [sideBySide],
  walk: (say) => [
    ...browse(say),
    enter(say),
    open('/security', say.identify(anna) + say.track('Security Viewed')),
    act(
      'log out elsewhere',
      `const button = document.createElement('button');
       button.textContent = 'Log out of all other devices';
       button.onclick = async () => {
         await fetch('/api/sessions/logout-others', { method: 'DELETE' });
         ${say.track('Other Sessions Ended')}
       };
       document.body.append(button); button.click();`,
    ),
    waiting(5_500),
    act('look around', say.track('Security Closed')),
    orders(say),
  ],
};

export const confirmsPassword: Story = {
  name: 'confirms-password',
  title: 'a user is asked for the password again, and changes it',
  flow: 'reopen-logged-in',
  vendors: [sideBySide],
  walk: (say) => [
    ...browse(say),
    enter(say),
    open('/security', say.identify(anna) + say.track('Security Viewed')),
    act(
      'change the password',
      sends(
        '<input type="password" autocomplete="current-password"><input type="password" autocomplete="new-password"><button>Change</button>',
        '/api/account',
        '/account/password',
        say.track('Password Changed'),
      ),
    ),
    waiting(5_500),
    act('look around', say.track('Security Closed')),
    orders(say),
  ],
};

export const sharesPassword: Story = {
  name: 'shares-password',
  title: 'a shop that is not open yet asks for a password that everybody has',
  flow: null,
  vendors: [sideBySide],
  walk: (say) => [
    open('/', say.track('Door Viewed')),
    act(
      'enter',
      sends('<input type="password" name="password"><button>Enter</button>', '/api/storefront', '/password', say.track('Shop Viewed')),
    ),
    waiting(10_500),
    open('/mug', say.track('Mug Viewed')),
  ],
};

export const soundsAlike: Story = {
  name: 'sounds-alike',
  title: 'a newsletter is signed up for, and events sound like log-outs and sign-ups',
  flow: 'logout',
  vendors: [sideBySide],
  walk: (say) => [
    open('/', say.track('Logged Out Homepage Viewed')),
    act(
      'newsletter',
      sends('<input type="email" name="email"><button>Sign up</button>', '/api/newsletter/signup', '', say.track('Newsletter Signed Up')),
    ),
    open('/mug', say.track('Sign Up Button Viewed')),
    enter(say),
    act('thinks of leaving', say.track('Logout Dialog Shown')),
    act('stays', say.track('Logout Cancelled')),
    orders(say),
    leave(say),
    open('/bye', say.track('Logout Survey Shown')),
  ],
};
