import { expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { redact } from '../../../src/core/redact.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { planted } from '../../support/planted/index.ts';
import { shopRecording } from '../../support/shops.ts';

const rows = planted.flatMap((p) => p.vendors.map((vendor) => ({ ...p, vendor })));
const told = (recording: Recording) =>
  readRecordings([recording], defaultOptions).findings.map((f) => [f.rule, f.vendor, f.severity, f.affected, f.related, f.evidence]);

test.each(rows)('redaction keeps what $rule says of $vendor: $how', ({ vendor, beside = [], build }) => {
  const recording = shopRecording([vendor, ...beside], (shop) => build(shop, vendor));
  expect(told(redact(recording, 'salt'))).toEqual(told(recording));
});
