import { type AuthPage, form, isIn, isRight, noSession, page, right, session, to, wrong } from '../auth-page.ts';

const home = (inside: string, outside: string) => (ask: Parameters<typeof isIn>[0]) => page(isIn(ask) ? inside : outside);

/** Sites whose pages come from a server. */
export const server: readonly AuthPage[] = [
  {
    name: 'server-form',
    build: 'a posted form and a link to log out',
    routes: {
      '/': home('Hello Ada <a id="out" href="/logout">Log out</a>', 'Shop <a href="/login">Log in</a>'),
      '/login': page(`<h1>Welcome back</h1>${form('/session')}`),
      '/session': to('/', session),
      '/logout': to('/', noSession),
    },
    visit: [
      { open: '/login', see: 'Welcome' },
      { type: right },
      { click: '#go', see: 'Hello Ada', gives: ['login'] },
      { click: '#out', see: 'Shop', gives: ['logout'] },
    ],
  },
  {
    name: 'server-form-logout-post',
    build: 'log-out is a posted form, the next page says that it is done',
    routes: {
      '/start': to('/', session),
      '/': page('Hello Ada <form method="post" action="/logout"><button id="out">Sign off</button></form>'),
      '/logout': page('<p>You have been signed out.</p>', { cookies: [noSession] }),
    },
    visit: [
      { open: '/start', see: 'Hello' },
      { click: '#out', see: 'signed out', gives: ['logout'] },
    ],
  },
  {
    name: 'server-form-client-rendered-home',
    build: 'a posted form, then a page that draws itself later; the first time it draws the form again',
    routes: {
      '/login': page(form('/login')),
      'POST /login': (ask) => to(isRight(ask) ? '/app' : '/app', ...(isRight(ask) ? [session] : [])),
      '/app': page(`<div id="app"></div><script>setTimeout(async () => { const reply = await fetch('/api/me');
        app.innerHTML = reply.ok ? '<h1>Projects</h1>' : ${JSON.stringify(`<h1>Try again</h1>${form('/login')}`)}; }, 120);</script>`),
      '/api/me': (ask) => ({ json: {}, status: isIn(ask) ? 200 : 401 }),
    },
    visit: [
      { open: '/login', see: '' },
      { type: wrong },
      { click: '#go', see: 'Try again' },
      { type: right },
      { click: '#go', see: 'Projects', gives: ['login'] },
    ],
  },
  {
    name: 'django',
    build: 'Django: a hidden token, the form again with errors, log-out by a posted form',
    routes: {
      '/': home(
        'Welcome, Ada. <form id="logout-form" method="post" action="/accounts/logout/"><input type="hidden" name="csrfmiddlewaretoken" value="t"><button id="out">Log out</button></form>',
        'Polls',
      ),
      '/accounts/login/': page(form('/accounts/login/', 'Log in', '<input type="hidden" name="csrfmiddlewaretoken" value="t">')),
      'POST /accounts/login/': (ask) =>
        isRight(ask)
          ? to('/', session)
          : page(`<ul class="errorlist"><li>Please enter a correct username.</li></ul>${form('/accounts/login/')}`),
      '/accounts/logout/': page(
        '<h1>Logged out</h1><p>Thanks for spending some quality time with the site today.</p><a href="/accounts/login/">Log in again</a>',
        {
          cookies: [noSession],
        },
      ),
    },
    visit: [
      { open: '/accounts/login/', see: '' },
      { type: wrong },
      { click: '#go', see: 'correct username' },
      { type: right },
      { click: '#go', see: 'Welcome', gives: ['login'] },
      { click: '#out', see: 'quality time', gives: ['logout'] },
    ],
  },
  {
    name: 'wordpress',
    build: 'WordPress: wp-login.php for both, log-out in a menu',
    routes: {
      '/wp-login.php': (ask) =>
        ask.query.get('action') === 'logout'
          ? to('/wp-login.php?loggedout=true', noSession)
          : page(
              `<p>${ask.query.has('loggedout') ? 'You are now logged out.' : 'Powered by'}</p><form method="post" action="/wp-login.php"><input id="user" name="log"><input id="pass" type="password" name="pass"><input type="submit" id="go" value="Log In"></form>`,
            ),
      'POST /wp-login.php': to('/wp-admin/', session),
      '/wp-admin/': page('<h1>Dashboard</h1><a id="out" href="/wp-login.php?action=logout&_wpnonce=n">Log Out</a>'),
    },
    visit: [
      { open: '/wp-login.php', see: 'Powered' },
      { type: right },
      { click: '#go', see: 'Dashboard', gives: ['login'] },
      { click: '#out', see: 'now logged out', gives: ['logout'] },
    ],
  },
  {
    name: 'totp-second-step',
    build: 'a password, then a code; a wrong code first',
    routes: {
      '/login': page(`<h1>Vault</h1>${form('/login')}`),
      'POST /login': to('/login/totp'),
      '/login/totp': (ask) =>
        page(
          `<h1>Two steps</h1>${ask.query.has('bad') ? 'Wrong code' : ''}<form method="post" action="/login/totp"><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code"><button id="go">Verify</button></form>`,
        ),
      'POST /login/totp': (ask) => (ask.form.get('code') === '123456' ? to('/vault', session) : to('/login/totp?bad=1')),
      '/vault': page('<h1>Your secrets</h1>'),
    },
    visit: [
      { open: '/login', see: 'Vault' },
      { type: right },
      { click: '#go', see: 'Two steps' },
      { type: { '#code': '000000' } },
      { click: '#go', see: 'Wrong code' },
      { type: { '#code': '123456' } },
      { click: '#go', see: 'Your secrets', gives: ['login'] },
    ],
  },
  {
    name: 'oauth-denied',
    build: 'trap: consent refused at the provider',
    routes: {
      '/login': page('<h1>Log in</h1><a id="in" href="/auth/provider">Sign in with Google</a>'),
      '/auth/provider': to('{idp}/consent'),
      'idp /consent': page(
        '<h1>Shop wants to know you</h1><a id="deny" href="{app}/auth/provider/callback?error=access_denied&state=s">Deny</a>',
      ),
      '/auth/provider/callback': to('/login?denied=1'),
    },
    visit: [
      { open: '/login', see: 'Log in' },
      { click: '#in', see: 'wants' },
      { click: '#deny', see: 'Log in' },
    ],
  },
  {
    name: 'sign-up-welcome',
    build: 'a sign-up with the password twice, which logs in at once',
    routes: {
      '/join': page(
        `<h1>Join us</h1>${form('/join', 'Create account', '<input id="again" type="password" name="again" autocomplete="new-password">').replace('current-password', 'new-password')}`,
      ),
      'POST /join': to('/welcome', session),
      '/welcome': page('<h1>Welcome, Ada!</h1>'),
    },
    visit: [
      { open: '/join', see: 'Join us' },
      { type: { ...right, '#again': 'right' } },
      { click: '#go', see: 'Welcome', gives: ['login'] },
    ],
  },
  {
    name: 'programmatic-submit',
    build: 'a script sends the form with form.submit(), which no event tells of',
    routes: {
      '/login': page(
        `<form method="post" action="/login"><input id="user" name="user"><input id="pass" name="pass" type="password"></form><a href="#" id="go" onclick="document.forms[0].submit(); return false">Enter</a>`,
      ),
      'POST /login': (ask) => (isRight(ask) ? to('/home', session) : to('/login')),
      '/home': page('<h1>Your garden</h1>'),
    },
    visit: [
      { open: '/login', see: 'Enter' },
      { type: wrong },
      { click: '#go', see: 'Enter' },
      { type: right },
      { click: '#go', see: 'Your garden', gives: ['login'] },
    ],
  },
  {
    name: 'logout-confirm-native',
    build: 'the browser asks; the first time no, the second time yes',
    routes: {
      '/start': to('/', session),
      '/': home(
        `Hello <a id="out" href="/logout" onclick="return confirm('Really?')">Sign out</a> <a id="more" href="/more">More</a>`,
        'Bye <a href="/login">Sign in</a>',
      ),
      '/more': page('More of it'),
      '/logout': to('/', noSession),
    },
    visit: [
      { open: '/start', see: 'Hello' },
      { click: '#out', see: 'Hello', answers: false },
      { click: '#more', see: 'More of it' },
      { open: '/', see: 'Hello' },
      { click: '#out', see: 'Bye', answers: true, gives: ['logout'] },
    ],
  },
  {
    name: 'spanish-portuguese',
    build: 'Spanish, then Portuguese words',
    routes: {
      '/': home(
        'Hola Ada <a id="out" href="/salir">Cerrar sesión</a> <a id="pt" href="/pt">PT</a>',
        'Adiós <a href="/entrar">Iniciar sesión</a>',
      ),
      '/pt': home(
        'Olá <form method="post" action="/salir?pt=1"><button id="out">Sair</button></form>',
        'Até logo <a href="/entrar">Entrar</a>',
      ),
      '/entrar': page(`<h1>Iniciar sesión</h1>${form('/entrar', 'Entrar')}`),
      'POST /entrar': to('/', session),
      '/salir': (ask) => to(ask.query.has('pt') ? '/pt' : '/', noSession),
    },
    visit: [
      { open: '/entrar', see: 'Iniciar' },
      { type: right },
      { click: '#go', see: 'Hola', gives: ['login'] },
      { click: '#out', see: 'Adiós', gives: ['logout'] },
      { open: '/entrar', see: 'Iniciar' },
      { type: right },
      { click: '#go', see: 'Hola', gives: ['login'] },
      { click: '#pt', see: 'Olá' },
      { click: '#out', see: 'Até', gives: ['logout'] },
    ],
  },
  {
    name: 'dutch-swedish-polish',
    build: 'Dutch, Swedish and Polish words on three pages of one site',
    routes: {
      '/start': to('/nl', session),
      '/nl': home(
        'Hallo <a id="out" href="/weg?to=/nl">Uitloggen</a>',
        'Dag <a href="/in">Inloggen</a> <a id="sv" href="/start-sv">SV</a>',
      ),
      '/start-sv': to('/sv', session),
      '/sv': home(
        'Hej <a id="out" href="/weg?to=/sv">Logga ut</a>',
        'Hej då <a href="/in">Logga in</a> <a id="pl" href="/start-pl">PL</a>',
      ),
      '/start-pl': to('/pl', session),
      '/pl': home('Cześć <a id="out" href="/weg?to=/pl">Wyloguj się</a>', 'Do widzenia <a href="/in">Zaloguj się</a>'),
      '/weg': (ask) => to(ask.query.get('to') ?? '/nl', noSession),
    },
    visit: [
      { open: '/start', see: 'Hallo' },
      { click: '#out', see: 'Dag', gives: ['logout'] },
      { click: '#sv', see: 'Hej' },
      { click: '#out', see: 'Hej då', gives: ['logout'] },
      { click: '#pl', see: 'Cześć' },
      { click: '#out', see: 'Do widzenia', gives: ['logout'] },
    ],
  },
];
