import { actionChangesAllowed, type CustomAction, customAction, validateAction } from '@cairn/model';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { parseShape } from '../parse-shape.ts';
import { refuseProblems } from '../refusal.ts';
import { mapAuthenticationSecrets } from '../secret/authentication-secrets.ts';
import type { KindRules } from './object-kind.ts';
import { usageOf } from './usage.ts';

/** Custom actions (section 5). */
export function actionKind({ hostPolicy }: AuthoringDeps): KindRules<CustomAction> {
  return {
    kind: 'action',
    label: 'action',
    isRouted: false,
    parse: async (sent) => {
      const action = parseShape(customAction, 'action', sent);
      refuseProblems('action', validateAction(action, hostPolicy));
      return action;
    },
    findLockedChanges: (before, after, uses) => actionChangesAllowed(before, after, usageOf(uses)),
    copy: (action, name) => ({ ...action, name }),
    mapSecrets: mapAuthenticationSecrets,
  };
}
