import type { ComponentChildren } from 'preact';

/** A titled part of the detail pane. */
export const DetailSection = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <section class="detail-section">
    <h3>{title}</h3>
    {children}
  </section>
);
