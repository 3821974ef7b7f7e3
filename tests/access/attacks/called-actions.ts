import { ACTIONS, type ActionRule } from '../action-inventory'

export type Named = { name: string; rule: ActionRule }

/** The actions of the inventory that can be called with something. */
export function rulesWith(is: (rule: ActionRule) => boolean): Named[] {
  return Object.entries(ACTIONS)
    .filter(([, rule]) => (rule.form || rule.args) && is(rule))
    .map(([key, rule]) => ({ name: key.split('#')[1] ?? key, rule }))
}
