import { routes } from '@liuliang/contract';
import { inFiles, instant, word } from '../../platform/areas';
import { AccessController } from './access.controller';

export const identityFiles = [
  inFiles('operatorActions', routes.operatorActions, {
    by: AccessController,
    step: (it, who, input) => it.actions(who, input),
    cells: {
      action: ({ action }) => word(action),
      who: ({ operatorName, actorKind }) => operatorName ?? word(actorKind),
      subject: ({ subject }) => subject,
      note: ({ note }) => note,
      at: ({ atMs }) => instant(atMs),
    },
  }),
];
