import { type AuthPage, form, isIn, isRight, noSession, page, right, session, to, wrong } from '../auth-page.ts';

/** Sites whose pages come from a server, one document each. */
export const server: readonly AuthPage[] = [
  {
    name: 'server-form-failed-first',
    build: 'server-rendered form; the first password is wrong',
    routes: {
      '/': (ask) => page(isIn(ask) ? 'Hello Ada <a id="out" href="/logout">Log out</a>' : 'Shop <a href="/login">Log in</a>'),
      '/login': page(`<h1>Welcome back</h1>${form('/session')}`),
      '/session': (ask) => (isRight(ask) ? to('/', session) : page(`<p>Wrong password.</p>${form('/session')}`)),
      '/logout': to('/', noSession),
    },
    visit: [
      { open: '/login', see: 'Welcome back' },
      { type: wrong },
      { click: '#go', see: 'Wrong password' },
      { type: right },
      { click: '#go', see: 'Hello Ada', gives: ['login'] },
      { click: '#out', see: 'Log in', gives: ['logout'] },
    ],
  },
  {
    name: 'rails-devise',
    build: 'Rails with Turbo: forms go by fetch, the answer replaces the body; log-out is a link that becomes a form',
    routes: ((): AuthPage['routes'] => {
      const turbo = `<script>const visit = async (form) => {
        const reply = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { accept: 'text/vnd.turbo-stream.html, text/html' } });
        const next = new DOMParser().parseFromString(await reply.text(), 'text/html');
        history.pushState(null, '', reply.url); document.body.replaceWith(next.body); };
        document.addEventListener('submit', (event) => { event.preventDefault(); visit(event.target); });
        document.addEventListener('click', (event) => { const link = event.target.closest('[data-turbo-method]'); if (!link) return;
          event.preventDefault(); const form = document.createElement('form'); form.action = link.href; form.hidden = true;
          form.innerHTML = '<input name="_method" value="' + link.dataset.turboMethod + '">'; document.body.append(form); form.requestSubmit(); });</script>`;
      const sign = `${form('/users/sign_in', 'Log in', '<input type="hidden" name="authenticity_token" value="t">')}<a href="/users/password/new">Forgot your password?</a>`;
      return {
        '/': (ask) =>
          page(
            (isIn(ask)
              ? '<p>Signed in successfully.</p><a id="out" data-turbo-method="delete" href="/users/sign_out">Sign out</a>'
              : '<p>Signed out successfully.</p><a href="/users/sign_in">Sign in</a>') + turbo,
          ),
        '/users/sign_in': page(`<h2>Log in</h2>${sign}${turbo}`),
        'POST /users/sign_in': (ask) =>
          isRight(ask) ? to('/', session) : page(`<p>Invalid Email or password.</p>${sign}${turbo}`, { status: 422 }),
        'POST /users/sign_out': to('/', noSession),
      };
    })(),
    visit: [
      { open: '/users/sign_in', see: 'Forgot' },
      { type: wrong },
      { click: '#go', see: 'Invalid Email' },
      { type: right },
      { click: '#go', see: 'Signed in', gives: ['login'] },
      { click: '#out', see: 'Signed out', gives: ['logout'] },
    ],
  },
  {
    name: 'laravel-419',
    build: 'Laravel: a form posted after the session ended is answered 419',
    routes: {
      '/': (ask) =>
        page(
          isIn(ask) ? 'Dashboard <form method="post" action="/comments"><input name="text"><button id="send">Send</button></form>' : 'Hi',
        ),
      '/login': page(form('/login', 'Login', '<input type="hidden" name="_token" value="t">')),
      'POST /login': to('/', session),
      '/comments': page('<h1>419 | Page Expired</h1>', { status: 419 }),
    },
    visit: [
      { open: '/login', see: 'Login' },
      { type: right },
      { click: '#go', see: 'Dashboard', gives: ['login'] },
      { click: '#send', see: 'Page Expired', gives: ['expiry'] },
    ],
  },
  {
    name: 'identifier-first',
    build: 'the e-mail on one page, the password on the next',
    routes: {
      '/login': page(
        '<form method="post" action="/login/identifier"><input id="user" name="user" type="email"><button id="next">Next</button></form>',
      ),
      '/login/identifier': to('/login/password'),
      '/login/password': page(
        '<p>ada@site.example</p><form method="post" action="/login/password"><input id="pass" name="pass" type="password"><button id="go">Continue</button></form>',
      ),
      'POST /login/password': (ask) => (isRight(ask) ? to('/inbox', session) : to('/login/password')),
      '/inbox': page('Messages <a href="/logout">Sign out</a>'),
    },
    visit: [
      { open: '/login', see: 'Next' },
      { type: { '#user': 'ada@site.example' } },
      { click: '#next', see: 'ada@' },
      { type: { '#pass': 'right' } },
      { click: '#go', see: 'Messages', gives: ['login'] },
    ],
  },
  {
    name: 'expiry-redirect',
    build: 'a session that the server forgets; the next page is the log-in form',
    routes: {
      '/login': (ask) => page(`${ask.query.has('expired') ? '<p>Your session has expired.</p>' : '<p>Hello.</p>'}${form('/login')}`),
      'POST /login': to('/orders', session),
      '/orders': (ask) =>
        isIn(ask)
          ? page('Your orders <a id="more" href="/orders/2">Next page</a> <a href="/logout">Log out</a>', { cookies: [noSession] })
          : to('/login?expired=1'),
      '/orders/2': (ask) => (isIn(ask) ? page('More') : to('/login?expired=1')),
    },
    visit: [
      { open: '/login', see: 'Hello' },
      { type: right },
      { click: '#go', see: 'Your orders', gives: ['login'] },
      { click: '#more', see: 'session has expired', gives: ['expiry'] },
    ],
  },
  {
    name: 'logout-page-asks',
    build: 'the address /logout only asks whether somebody really wants to',
    routes: {
      '/': (ask) => page(isIn(ask) ? 'Hello Ada <a id="out" href="/logout">Log out</a>' : 'Goodbye <a href="/login">Log in</a>'),
      '/start': to('/', session),
      '/logout': page(
        '<h1>Do you really want to log out?</h1><form method="post" action="/logout"><button id="yes">Yes</button></form><a id="no" href="/">Cancel</a>',
      ),
      'POST /logout': to('/', noSession),
    },
    visit: [
      { open: '/start', see: 'Hello' },
      { click: '#out', see: 'really' },
      { click: '#no', see: 'Hello' },
      { click: '#out', see: 'really' },
      { click: '#yes', see: 'Goodbye', gives: ['logout'] },
    ],
  },
  {
    name: 'remember-me-return',
    build: 'trap: a public page that always offers to log in, and an app that remembers the visitor',
    routes: {
      '/start': to('/public', 'remember=1; Path=/; HttpOnly'),
      '/public': page('The best shop <a href="/login">Log in</a> <a id="app" href="/app">Open app</a>'),
      '/app': (ask) =>
        isIn(ask) ? page('Your orders <a href="/logout">Log out</a> <a id="home" href="/public">Home</a>') : to('/app', session),
    },
    visit: [
      { open: '/start', see: 'best shop' },
      { click: '#app', see: 'Your orders' },
      { click: '#home', see: 'best shop' },
      { click: '#app', see: 'Your orders' },
    ],
  },
  {
    name: 'sudo-mode',
    build: 'trap: somebody who is logged in has to confirm the password',
    routes: {
      '/start': to('/settings', session),
      '/settings': page('Settings <a id="keys" href="/settings/keys">Keys</a> <a href="/logout">Sign out</a>'),
      '/settings/keys': (ask) =>
        ask.cookies.has('sudo')
          ? page('Your keys <a href="/logout">Sign out</a>')
          : page(`<h1>Confirm access</h1>${form('/sessions/sudo', 'Confirm')}<a href="/logout">Sign out</a>`),
      '/sessions/sudo': (ask) => (isRight(ask) ? to('/settings/keys', 'sudo=1; Path=/; HttpOnly') : to('/settings/keys')),
    },
    visit: [
      { open: '/start', see: 'Settings' },
      { click: '#keys', see: 'Confirm access' },
      { type: { '#pass': 'right' } },
      { click: '#go', see: 'Your keys' },
    ],
  },
  {
    name: 'change-password',
    build: 'trap: the form that changes a password',
    routes: {
      '/start': to('/account', session),
      '/account': page(`<h1>Security</h1><form><input id="old" name="old" type="password" autocomplete="current-password">
        <input id="new" name="new" type="password" autocomplete="new-password"><input id="again" name="again" type="password" autocomplete="new-password">
        <button id="go">Change password</button></form><a href="/logout">Log out</a>
        <script>document.forms[0].addEventListener('submit', async (event) => { event.preventDefault();
          await fetch('/api/password', { method: 'PUT', body: new FormData(event.target) }); document.forms[0].outerHTML = 'Password changed.'; });</script>`),
      '/api/password': { json: {} },
    },
    visit: [
      { open: '/start', see: 'Security' },
      { type: { '#old': 'right', '#new': 'better', '#again': 'better' } },
      { click: '#go', see: 'Password changed' },
    ],
  },
  {
    name: 'sign-up-verify-first',
    build: 'trap: a sign-up that sends to the inbox, and the link from there, which logs nobody in',
    routes: {
      '/join': page(`<h1>Join us</h1>${form('/join', 'Create account').replace('current-password', 'new-password')}`),
      'POST /join': to('/join/sent'),
      '/join/sent': page('<h1>Almost there</h1><p>We sent you a message. Please verify your email address.</p>'),
      '/verify': page('<p>Your address is confirmed.</p><a href="/login">Log in</a>'),
    },
    visit: [
      { open: '/join', see: 'Join us' },
      { type: right },
      { click: '#go', see: 'Almost there' },
      { open: '/verify?token=abc', see: 'confirmed' },
    ],
  },
];
