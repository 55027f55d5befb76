export type BrowserKind = 'chromium' | 'firefox';
export function browserTitle(kind: BrowserKind): string;
export function debianPackage(kind: BrowserKind): string;
export function browserVariable(kind: BrowserKind): string;
export function findBrowser(
  kind: BrowserKind,
  system?: { readonly env?: Readonly<Record<string, string | undefined>>; readonly platform?: string },
): string | null;
