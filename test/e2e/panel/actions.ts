/**
 * What a tester can do in the panel: every control of `src/ui/components`, by its file and in the order of that file, with the
 * names of its actions. A button that a key presses is named as the key is (`src/ui/keyboard.ts`). Several names are several
 * things that one control in the source does. test/contract/panel-actions.test.ts holds the list to the sources,
 * every-action.test.ts walks all of it through the real panel.
 */
export const controls: Readonly<Record<string, readonly (readonly [tag: string, actions: string])[]>> = {
  'auth-form': [
    ['textarea', 'auth-patterns'],
    ['button', 'auth-save'],
  ],
  'chosen-list': [['button', 'restore-one']],
  cite: [['a', 'vendor-source']],
  clusters: [
    ['button', 'picture-previous'],
    ['button', 'picture-next'],
    ['button', 'fit-picture'],
    ['button', 'save-picture'],
  ],
  compare: [
    ['FileButton', 'compare-choose'],
    ['button', 'compare-swap'],
    ['button', 'compare-again'],
    ['button', 'compare-close'],
  ],
  'copy-button': [['button', 'copy-ticket']],
  'detail-event': [['JumpButton', 'explain']],
  'detail-what-if': [
    ['button', 'try-drop'],
    ['button', 'try-reset-before'],
    ['button', 'try-reset-after'],
    ['button', 'try-more'],
    ['button', 'as-of'],
  ],
  detail: [['button', 'detail-close']],
  'device-sheet': [
    ['button', 'private-settings'],
    ['CopyButton', 'private-copy-address'],
    ['button', 'device-remove'],
    ['FileButton', 'device-add'],
    ['button', 'device-sheet-close'],
  ],
  'empty-state': [
    ['button', 'demo'],
    ['button', 'empty-reload'],
    ['ImportButton', 'empty-import'],
  ],
  'export-menu': [
    ['button', 'export'],
    ['button', 'export-redacted'],
    ['button', 'export-whole'],
    ['button', 'export-test'],
    ['button', 'export-config'],
  ],
  'file-banner': [['button', 'live']],
  'file-button': [
    ['button', 'compare-choose'],
    ['input', 'compare-choose'],
  ],
  findings: [
    ['JumpButton', 'finding-evidence'],
    ['button', 'finding-try'],
    ['CopyButton', 'finding-copy'],
    ['summary', 'muted-show'],
  ],
  flows: [
    ['button', 'flow-jump'],
    ['summary', 'flow-fold'],
  ],
  'id-sheet': [
    ['button', 'id-choose'],
    ['button', 'id-more'],
    ['button', 'id-sheet-close'],
  ],
  'identity-card': [
    ['CopyButton', 'id-copy'],
    ['summary', 'traits'],
  ],
  'identity-now': [['button', 'identity-cards']],
  'import-button': [
    ['button', 'empty-import'],
    ['input', 'empty-import'],
  ],
  'import-menu': [
    ['button', 'import'],
    ['button', 'import-open'],
    ['button', 'import-compare'],
    ['button', 'import-device'],
    ['input', 'import-open'],
    ['input', 'import-compare'],
  ],
  'json-tree': [
    ['button', 'json-more'],
    ['button', 'json-fold'],
  ],
  'jump-button': [['button', 'finding-evidence']],
  'mark-form': [
    ['input', 'mark-note'],
    ['button', 'mark-add'],
    ['button', 'mark-cancel'],
  ],
  'mark-tools': [
    ['button', 'mark-previous'],
    ['button', 'mark-next'],
  ],
  'model-choice': [
    ['select', 'feed'],
    ['select', 'assumption-choice'],
    ['select', 'model'],
    ['button', 'model-confirm'],
    ['summary', 'assumptions-show'],
    ['summary', 'feeds-show'],
    ['summary', 'settings-show'],
  ],
  'mute-form': [
    ['button', 'mute'],
    ['input', 'mute-reason'],
    ['input', 'mute-everywhere'],
    ['button', 'mute-submit'],
    ['button', 'mute-cancel'],
  ],
  'muted-list': [['button', 'unmute']],
  notices: [
    ['summary', 'losses-show'],
    ['button', 'refusal-dismiss'],
  ],
  'past-banner': [
    ['button', 'past-previous'],
    ['button', 'past-next'],
    ['button', 'present'],
  ],
  'profile-row': [
    ['button', 'profile-more'],
    ['JumpButton', 'profile-merged-by'],
    ['button', 'profile-show'],
  ],
  profiles: [['button', 'profiles-as']],
  'server-side': [
    ['input', 'server-cookie'],
    ['input', 'server-value'],
    ['button', 'server-cookie-save'],
    ['button', 'server-cookie-forget'],
    ['textarea', 'server-events'],
    ['button', 'server-events-add'],
    ['button', 'server-close'],
  ],
  'session-line': [
    ['button', 'place-all'],
    ['button', 'place-only'],
  ],
  'setting-text': [['input', 'assumption-text']],
  shortcuts: [['button', 'shortcuts-close']],
  'signal-buttons': [['button', 'login logout expiry']],
  'site-settings': [
    ['input', 'always-record'],
    ['button', 'settings-server'],
    ['button', 'settings-close'],
    ['button', 'forget-site'],
  ],
  site: [['button', 'open-source']],
  strip: [
    ['JumpButton', 'strip-changed'],
    ['JumpButton', 'strip-logout'],
    ['button', 'strip-counts'],
    ['CopyButton', 'copy-ticket'],
  ],
  'tab-list': [['button', 'tab-timeline tab-profiles tab-findings tab-flows tab-what-if tab-compare tab-arrows']],
  timeline: [['button', 'to-latest']],
  toolbar: [
    ['input', 'search filter-term'],
    ['button', 'identity-only'],
    ['button', 'reading'],
    ['button', 'reload'],
    ['button', 'mark'],
    ['button', 'clear'],
    ['button', 'add-device'],
    ['button', 'server'],
    ['button', 'settings'],
    ['button', 'shortcuts'],
  ],
  'what-if-add': [
    ['select', 'try-reset try-identify try-call try-event'],
    ['input', 'try-identify'],
    ['textarea', 'try-call'],
    ['select', 'try-where'],
    ['select', 'try-row'],
    ['select', 'try-project'],
    ['button', 'try-reset'],
    ['select', 'try-model'],
    ['FileButton', 'try-recording'],
  ],
  'what-if-advice': [['button', 'try-advice']],
  'what-if-changes': [
    ['button', 'try-apply'],
    ['JumpButton', 'try-jump'],
    ['button', 'try-remove'],
  ],
  'what-if-result': [['JumpButton', 'moved-jump']],
  'what-if': [
    ['button', 'try-again'],
    ['button', 'try-reset-all'],
  ],
};

/** What is done without a control of the components: rows, parts of the picture, and what surrounds the panel. */
export const besideControls = [
  'drop-files',
  'row-click',
  'picture-part',
  'picture-arrows',
  'escape-layers',
  'toolbar-icon',
  'side-panel',
] as const;

/** Every action there is, but those of keys alone, which the table of keys lists. */
export const actions: ReadonlySet<string> = new Set([
  ...Object.values(controls).flatMap((list) => list.flatMap(([, names]) => names.split(' '))),
  ...besideControls,
]);
