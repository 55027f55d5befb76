import { describe, expect, it } from 'vitest';
import { parseCall } from '../../../src/core/call-text.ts';

describe('a call in a command line', () => {
  it.each([
    ['reset()', 'reset', []],
    ["identify('U1')", 'identify', ['U1']],
    ['identify("U1", {plan: "a", "n": 1.5, on: true, off: null,})', 'identify', ['U1', { plan: 'a', n: 1.5, on: true, off: null }]],
    ["track('Say \"hi\"', {list: [1, -2e3, 'it\\'s']})", 'track', ['Say "hi"', { list: [1, -2000, "it's"] }]],
    ['identify(undefined)', 'identify', [undefined]],
    ["mixpanel.people.set('x', 1);", 'people.set', ['x', 1]],
    ["analytics.user().id('U1')", 'user.id', ['U1']],
    [" track( 'a' ) ", 'track', ['a']],
  ])('%s', (text, method, args) => {
    expect(parseCall(text)).toEqual({ method, args });
  });

  it.each([
    '',
    'reset',
    'reset(',
    'reset() and more',
    'identify(U1)',
    "identify('U1)",
    '(1)',
    'track({a:})',
    "track('a' 'b')",
    'a(alert(1))',
  ])('takes no %j', (text) => {
    expect(parseCall(text)).toBeNull();
  });
});
