/** The words of the identity rail. */
export const railWords = {
  lane: (id: string, person: string | null): string =>
    person === null || person === id ? `anonymous id ${id}` : `anonymous id ${id} → ${person}`,
  passes: (lane: string): string => `beside: ${lane}`,
  merged: 'merged by this event',
  refused: (reason: string): string => (reason === '' ? 'a link was refused' : `a link was refused: ${reason}`),
  ends: {
    reset: 'ends with this reset',
    replaced: 'another id takes its place',
    parked: 'rests',
  },
} as const;
