export type Results = { readonly passed: number; readonly failures: readonly string[] };
export function vitestResults(report: { readonly testResults: readonly unknown[] } | null, code: number, root: string): Results;
export function playwrightResults(report: unknown, code: number): Results;
