import { browser } from '../platform/browser.ts';

// With the leading slash, or Firefox looks for the page beside this one and shows an empty panel.
void browser.devtools.panels.create('Idscope', '/icons/16.png', '/src/extension/panel/panel.html');
