/** Identity types as the vendor's JSON names them, most important first. */
const hierarchy: readonly string[] = [
  'customerid',
  'phone_number',
  'mobile_number',
  'email',
  'other',
  'facebook',
  'google',
  'twitter',
  'microsoft',
  'yahoo',
  'ios_idfa',
  'ios_idfv',
  'android_aaid',
  'android_uuid',
  'roku_aid',
  'roku_publisher_id',
  'microsoft_publisher_id',
  'microsoft_aid',
  'device_application_stamp',
];

const otherNames: ReadonlyMap<string, string> = new Map([
  ['customer_id', 'customerid'],
  ['idfa', 'ios_idfa'],
  ['idfv', 'ios_idfv'],
  ['roku', 'roku_aid'],
]);

/** Types that name a device or an installation: several profiles may hold one value. */
const deviceTypes: ReadonlySet<string> = new Set(hierarchy.slice(hierarchy.indexOf('ios_idfa')));

/** The one name of an identity type, whose spelling differs between requests and events. */
export const identityType = (given: string): string => {
  const type = given.toLowerCase();
  return otherNames.get(type) ?? type;
};

export const isDeviceType = (type: string): boolean => deviceTypes.has(type);

/** Its place in the order in which identities are looked up; types that are not in it, as further custom ones, stand before devices. */
export const rankOfType = (type: string): number => {
  const place = hierarchy.indexOf(type);
  return place < 0 ? hierarchy.indexOf('other') + 0.5 : place;
};
