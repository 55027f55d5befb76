import { open } from 'node:fs/promises';
import { deviceId, userId, visits } from './visits.ts';

/**
 * Writes Mixpanel lines of about 350 bytes as the browser SDK's batches hold them. `devices` is how many devices they are of.
 * Returns how many distinct ids of devices and users stand in them.
 */
export const writeLines = async (path: string, count: number, devices: number): Promise<number> => {
  const [seenDevices, seenUsers] = [new Set<number>(), new Set<string>()];
  const file = await open(path, 'w');
  let portion = '';
  let line = 0;
  for (const { device, kind, at } of visits(count, devices)) {
    const known = kind === 'anonymous' ? null : userId(device);
    seenDevices.add(device);
    if (known !== null) seenUsers.add(known);
    const properties = {
      token: 'bench',
      distinct_id: known ?? `$device:${deviceId(device)}`,
      $device_id: deviceId(device),
      ...(known === null ? {} : { $user_id: known }),
      $insert_id: `01997e00-0000-7000-8000-${line.toString(16).padStart(12, '0')}`,
      time: 1_795_351_029.1 + at,
      $current_url: `https://shop.example/products/${line % 1000}`,
      mp_lib: 'web',
      $browser: 'Chrome',
      $os: 'Linux',
      $lib_version: '2.83.0',
    };
    portion += `${JSON.stringify({ event: `Event ${line % 40}`, properties })}\n`;
    line += 1;
    if (portion.length < 1 << 20) continue;
    await file.write(portion);
    portion = '';
  }
  await file.write(portion);
  await file.close();
  return seenDevices.size + seenUsers.size;
};
