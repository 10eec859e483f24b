/** The rules of needs, falls, rises and damage bound to one kernel, as the rest of the engine calls them: `k.rules.fall()`. */
import { damageRules, type DamageRules } from './damage.js';
import { fallRules, type FallRules } from './fall.js';
import type { Kernel } from './kernel.js';
import { needRules, type NeedRules } from './needs.js';
import { riseRules, type RiseRules } from './rise.js';

export type Rules = NeedRules & FallRules & RiseRules & DamageRules;

export function bindRules(k: Kernel): Rules {
  const needs = needRules(k), falls = fallRules(k, needs);
  return { ...needs, ...falls, ...riseRules(k, needs, falls), ...damageRules(k, falls) };
}
