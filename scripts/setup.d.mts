export function requireNode(version?: string): void;
export function isInstalled(folder?: string): boolean;
export function ensureDependencies(): Promise<void>;
export function ensureBrowsers<K extends 'chromium' | 'firefox'>(
  wanted: { readonly [kind in K]: boolean },
): Promise<Readonly<Record<K, string>>>;
