/** The one door to the browser. Where `browser` exists natively the polyfill hands that very object through. */
export { default as browser, type Runtime } from 'webextension-polyfill';
