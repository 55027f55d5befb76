const shapes = {
  clear: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  close: 'M4 4l8 8M12 4l-8 8',
  export: 'M8 10V2.5M5 5.2L8 2.2l3 3M3 9v4.2h10V9',
  import: 'M8 2.2v7.5M5 7l3 3 3-3M3 9v4.2h10V9',
  keyboard: 'M1.8 4h12.4v8H1.8zM4 6.5h.8M6.6 6.5h.8M9.2 6.5h.8M11.6 6.5h.6M4.6 9.5h6.8',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  jump: 'M3 8h9M8.5 4.5L12 8l-3.500 3.500',
  chevron: 'M6 4l4 4-4 4',
  down: 'M8 3v9M4.500 8.500L8 12l3.500-3.500',
  reload: 'M12.800 8a4.800 4.800 0 1 1-1.500-3.500M11.600 1.800v3h-3',
  mark: 'M4.500 14V2.500M4.500 3h7l-1.500 2.500 1.500 2.500h-7',
  device: 'M4.500 1.800h7v12.400h-7zM7.300 12.200h1.400',
  page: 'M4 1.800h5.200L12 4.600v9.600H4zM9 2v3h3',
  server: 'M2.500 2.500h11v4.200h-11zM2.500 9.300h11v4.200h-11zM5 4.600h.8M5 11.400h.8',
  demo: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M10.300 10.300l3.200 3.200',
  settings:
    'M8 5.700a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600M8 1.800v2M8 12.200v2M1.800 8h2M12.200 8h2M3.600 3.600l1.400 1.400M11 11l1.400 1.400M12.400 3.600L11 5M5 11l-1.400 1.400',
  trash: 'M3 4.300h10M6 4V2.500h4V4M4.300 4.300l.6 9.200h6.200l.6-9.200M6.700 6.800v4.200M9.300 6.800v4.200',
} as const;

export type IconName = keyof typeof shapes;

/** A line drawing of 16 by 16; decoration only, the words beside it or the label around it say what it means. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d={shapes[name]} />
  </svg>
);
