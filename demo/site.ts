import { type Collector, startCollector } from './collector.ts';
import { type Shop, startShop } from './shop.ts';

export type Site = { readonly shop: Shop; readonly collector: Collector; stop(): Promise<void> };

/** Shop and collector on two origins of 127.0.0.1. `root` is the project's folder; ports 0, the default, take free ones. */
export async function startSite(options: {
  readonly root: string;
  readonly shopPort?: number;
  readonly collectorPort?: number;
}): Promise<Site> {
  const collector = await startCollector({ port: options.collectorPort ?? 0 });
  const shop = await startShop({ root: options.root, collector, port: options.shopPort ?? 0 });
  return {
    shop,
    collector,
    stop: async () => {
      await Promise.all([shop.stop(), collector.stop()]);
    },
  };
}
