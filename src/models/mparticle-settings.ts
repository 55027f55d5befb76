import type { ModelSetting, Settings } from '../core/model.ts';
import { identityType } from './mparticle-identities.ts';
import { chosen } from './settings.ts';

const components = 'https://docs.mparticle.com/guides/idsync/components/';
const link = 'https://docs.mparticle.com/guides/idsync/profile-link-strategy/';
const conversion = 'https://docs.mparticle.com/guides/idsync/profile-conversion-strategy/';

export const mparticleSettings = {
  strategy: {
    name: 'strategy',
    title: 'The identity strategy of the workspace',
    default: 'conversion',
    values: ['conversion', 'link', 'isolation', 'best-match'],
    cite: components,
    assumption: false,
  },
  logins: {
    name: 'login-ids',
    title:
      'Which identity types make a profile a known one: those of the strategy (customerid; with link and isolation email too), or a list',
    default: 'strategy',
    values: [],
    cite: components,
    assumption: false,
  },
  alias: {
    name: 'alias-on-login',
    title: 'With link: whether the anonymous profile is aliased to the new known one, which moves its events there',
    default: 'no',
    values: ['no', 'yes'],
    cite: link,
    assumption: true,
  },
  contested: {
    name: 'contested-ids',
    title: 'What identify and login do with an identity that another profile has: it moves to the profile that is returned, or stays',
    default: 'moves',
    values: ['moves', 'stays'],
    cite: conversion,
    assumption: true,
  },
  current: {
    name: 'events-without-mpid',
    title: 'Where an event lands that names no profile: with the profile returned last, or with nobody',
    default: 'current',
    values: ['current', 'nobody'],
    cite: components,
    assumption: true,
  },
} as const satisfies Record<string, ModelSetting>;

export type Strategy = 'conversion' | 'link' | 'isolation' | 'best-match';

/** The settings of one run, parsed. */
export type MparticleRules = {
  readonly strategy: Strategy;
  readonly isLogin: (type: string) => boolean;
  readonly aliases: boolean;
  readonly moves: boolean;
  readonly usesCurrent: boolean;
};

const strategies: readonly Strategy[] = ['conversion', 'link', 'isolation', 'best-match'];

const loginsOf = (text: string, strategy: Strategy): readonly string[] => {
  if (text !== 'strategy') return text.split(',').map((part) => identityType(part.trim()));
  return strategy === 'link' || strategy === 'isolation' ? ['customerid', 'email'] : ['customerid'];
};

export const parseMparticleSettings = (settings: Settings): MparticleRules => {
  const strategy = strategies.find((one) => one === chosen(mparticleSettings.strategy, settings)) ?? 'conversion';
  const logins = new Set(loginsOf(chosen(mparticleSettings.logins, settings), strategy));
  return {
    strategy,
    isLogin: (type) => logins.has(type),
    aliases: strategy === 'link' && chosen(mparticleSettings.alias, settings) === 'yes',
    moves: chosen(mparticleSettings.contested, settings) === 'moves',
    usesCurrent: chosen(mparticleSettings.current, settings) === 'current',
  };
};
