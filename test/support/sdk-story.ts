import type { DocumentBuilder, RecordingBuilder } from './recording-builder.ts';
import type { SdkBuilder } from './sdk-builder.ts';
import { vendorScripts } from './sdk-state.ts';
import { story } from './story.ts';

export type ScriptedVendor = keyof typeof vendorScripts;

/** The SDKs that recordings can be written of. */
export const scriptedVendors = Object.keys(vendorScripts) as readonly ScriptedVendor[];

/** A recording of one SDK: what `act` does on the first page. */
export const on = (vendor: ScriptedVendor, act: (sdk: SdkBuilder, page: DocumentBuilder, r: RecordingBuilder) => void) =>
  story((r) => {
    const page = r.document('https://shop.test/');
    act(page.sdk(vendor), page, r);
  });
