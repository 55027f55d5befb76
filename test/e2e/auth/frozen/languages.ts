import { type AuthPage, form, isIn, isRight, json, noSession, page, right, session, to, wrong } from '../auth-page.ts';

/** Sites that speak other languages than English, in words and addresses. */
export const languages: readonly AuthPage[] = [
  {
    name: 'german-server',
    build: 'German, server-rendered',
    routes: {
      '/': (ask) =>
        page(
          isIn(ask)
            ? 'Guten Tag, Ada <a id="out" href="/abmelden">Abmelden</a>'
            : 'Sie wurden abgemeldet. <a href="/anmelden">Anmelden</a>',
        ),
      '/anmelden': (ask) =>
        page(`${ask.query.has('fehler') ? 'Das Passwort ist falsch.' : '<h1>Willkommen</h1>'}${form('/anmelden', 'Anmelden')}`),
      'POST /anmelden': (ask) => (isRight(ask) ? to('/', session) : to('/anmelden?fehler=1')),
      '/abmelden': to('/', noSession),
    },
    visit: [
      { open: '/anmelden', see: 'Willkommen' },
      { type: wrong },
      { click: '#go', see: 'falsch' },
      { type: right },
      { click: '#go', see: 'Guten Tag', gives: ['login'] },
      { click: '#out', see: 'abgemeldet', gives: ['logout'] },
    ],
  },
  {
    name: 'german-spa',
    build: 'German, drawn by script; a dialog asks before logging out',
    routes: {
      '/': page(`<div id="app"></div><script>const zeige = (wer) => { app.innerHTML = wer ? '<h1>Mein Konto</h1><button id="out">Ausloggen</button><div id="frage" role="alertdialog" hidden>Wirklich ausloggen? <button id="nein">Abbrechen</button><button id="ja">Ja</button></div>' : ${JSON.stringify(`<h1>Einloggen</h1>${form('', 'Einloggen')}`)};
        const sende = (method) => fetch('/api/sitzung', { method, body: '{}' });
        if (wer) { out.onclick = () => { frage.hidden = false; }; nein.onclick = () => { frage.hidden = true; }; ja.onclick = async () => { await sende('DELETE'); zeige(false); }; }
        else document.forms[0].onsubmit = async (event) => { event.preventDefault(); if ((await sende('POST')).ok) zeige(true); }; }; zeige(false);</script>`),
      '/api/sitzung': json({}),
    },
    visit: [
      { open: '/', see: 'Einloggen' },
      { type: right },
      { click: '#go', see: 'Mein Konto', gives: ['login'] },
      { click: '#out', see: 'Wirklich' },
      { click: '#nein', see: 'Mein Konto' },
      { click: '#out', see: 'Wirklich', gives: ['logout'] },
      { click: '#ja', see: 'Einloggen' },
    ],
  },
  {
    name: 'french-server',
    build: 'French, server-rendered; log-out is a posted form',
    routes: {
      '/connexion': page(`<h1>Bienvenue</h1>${form('/connexion', 'Se connecter')}`),
      'POST /connexion': (ask) => (isRight(ask) ? to('/compte', session) : to('/connexion')),
      '/compte': page('Bonjour Ada <form method="post" action="/deconnexion"><button id="out">Se déconnecter</button></form>'),
      '/deconnexion': to('/', noSession),
      '/': page('À bientôt <a href="/connexion">Connexion</a>'),
    },
    visit: [
      { open: '/connexion', see: 'Bienvenue' },
      { type: right },
      { click: '#go', see: 'Bonjour', gives: ['login'] },
      { click: '#out', see: 'bientôt', gives: ['logout'] },
    ],
  },
  {
    name: 'french-spa',
    build: 'French, drawn by script',
    routes: {
      '/': page(`<div id="app"></div><script>const montre = (qui) => { app.innerHTML = qui ? '<h1>Mon espace</h1><a href="#" id="out">Déconnexion</a>' : ${JSON.stringify(`<h1>Espace client</h1>${form('', 'Connexion')}<p id="dit"></p>`)};
        if (qui) out.onclick = async () => { await fetch('/api/deconnexion', { method: 'POST' }); montre(false); };
        else document.forms[0].onsubmit = async (event) => { event.preventDefault(); const r = await fetch('/api/connexion', { method: 'POST', body: JSON.stringify({ pass: pass.value }) }); if (r.ok) montre(true); else dit.textContent = 'Identifiants incorrects'; }; }; montre(false);</script>`),
      '/api/connexion': (ask) => (isRight(ask) ? json({}, 200, session) : json({}, 401)),
      '/api/deconnexion': json({}, 200, noSession),
    },
    visit: [
      { open: '/', see: 'Espace client' },
      { type: wrong },
      { click: '#go', see: 'incorrects' },
      { type: right },
      { click: '#go', see: 'Mon espace', gives: ['login'] },
      { click: '#out', see: 'Espace client', gives: ['logout'] },
    ],
  },
  {
    name: 'japanese-chinese',
    build: 'Japanese and Chinese words, a server that redirects',
    routes: {
      '/': (ask) =>
        page(
          isIn(ask)
            ? 'こんにちは <a id="out" href="/bye">ログアウト</a> <a id="zh" href="/zh">中文</a>'
            : 'またね <a href="/member">ログイン</a>',
        ),
      '/zh': (ask) =>
        page(
          isIn(ask)
            ? '你好 <form method="post" action="/bye?zh=1"><button id="out">退出登录</button></form>'
            : '再见 <a href="/member">登录</a>',
        ),
      '/member': page(`<h1>ログイン</h1>${form('/member', 'ログイン')}`),
      'POST /member': (ask) => (isRight(ask) ? to('/', session) : to('/member')),
      '/bye': (ask) => to(ask.query.has('zh') ? '/zh' : '/', noSession),
    },
    visit: [
      { open: '/member', see: 'ログイン' },
      { type: right },
      { click: '#go', see: 'こんにちは', gives: ['login'] },
      { click: '#out', see: 'またね', gives: ['logout'] },
      { open: '/member', see: 'ログイン' },
      { type: right },
      { click: '#go', see: 'こんにちは', gives: ['login'] },
      { click: '#zh', see: '你好' },
      { click: '#out', see: '再见', gives: ['logout'] },
    ],
  },
];
