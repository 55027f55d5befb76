/** One figure of the soak. `limit` is the most it may be, null where it is only told. */
export type SoakRow = { readonly id: string; readonly value: number; readonly unit: string; readonly limit: number | null };

export const within = (row: SoakRow): SoakRow & { readonly met: boolean } => ({
  ...row,
  met: row.limit === null || row.value <= row.limit,
});

export const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
