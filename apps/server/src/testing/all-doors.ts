import { routes, type Route, type RouteName } from '@liuliang/contract';
import { commands } from '../cli/commands';

/** Every way to do something: routes that are no mere reading, and commands of the command line. */
export type Door = RouteName | `cli ${string}`;

export const allDoors = (): Door[] => [
  ...(Object.entries(routes) as [RouteName, Route][])
    .filter(([, { method }]) => method !== 'GET')
    .map(([name]) => name),
  ...commands.map(({ name }): Door => `cli ${name}`),
];

/** Doors of the core that move neither growth nor facts of anybody, and why; an area names its own in its `doors.ts`. */
export const harmlessDoors: Readonly<Record<string, readonly Door[]>> = {
  'sessions, codes and marks of reading': [
    ...([
      'refreshSession',
      'signOut',
      'signInOperator',
      'openConsole',
      'renewConsole',
      'closeConsole',
    ] as const),
    ...(['changeMyPassword', 'beginMyTotp', 'confirmMyTotp', 'endMySession', 'endMyOtherSessions'] as const),
    ...(['dismissOperator', 'reinstateOperator', 'resetOperatorTotp', 'endOperatorSessions'] as const),
    ...(['createConnectorKey', 'rotateConnectorKey', 'revokeConnectorKey'] as const),
    ...(['memberCode', 'readMessage', 'readAllMessages', 'chooseConsent'] as const),
  ],
  'a name moves nothing': ['setMyNickname'],
  'a birthday counts for orders to come, by rules that the rewards prove': [
    'setMyBirthday',
    'forgetMyBirthday',
  ],
  'leaving takes the person away; what is stored of the level goes with the next look at it': [
    'eraseMe',
    'eraseCustomer',
    'cli erasures',
  ],
  'drafts, trials and versions of rules judge nothing of the past; a scheme that begins is the work of a job':
    [
      ...([
        'saveEarningDraft',
        'discardEarningDraft',
        'publishEarningDraft',
        'approveEarningVersion',
        'withdrawEarningDraft',
        'tryEarning',
        'startBackTest',
      ] as const),
      ...(['saveTierDraft', 'discardTierDraft', 'backTestTierDraft', 'publishTierDraft'] as const),
      ...(['approveTierScheme', 'withdrawTierDraft'] as const),
    ],
  settings: [
    ...(['approveLimitChange', 'withdrawLimitChange'] as const),
    ...(['changeSettlementRates', 'changeSpendingSettings', 'changeAdjustmentSettings'] as const),
    'changePublishingSettings',
    ...(['setExchangeRate', 'removeExchangeRate'] as const),
  ],
  'guides and whose customer somebody is': ['moveGuide', 'guideLeaves', 'transferCustomer'],
  'points of guides: they have neither growth nor a level': [
    ...(['decideRewardFlag', 'closeSettlement', 'paySettlement', 'requestPayout'] as const),
    ...(['refreshPayout', 'cancelPayout', 'reserveGuideGift', 'cancelGuideGiftOrder'] as const),
    'cli settle',
  ],
  'spending moves points and never growth; its postings are proved by the audit of the ledger': [
    ...(['quoteOrderPoints', 'holdOrderPoints', 'captureOrderPoints', 'releaseOrderPoints'] as const),
    ...([
      'restoreOrderPoints',
      'reserveGift',
      'cancelGiftOrder',
      'previewGiftPickup',
      'collectGift',
    ] as const),
    ...(['createGift', 'changeGift', 'publishGift', 'endGift', 'returnGift', 'exchangePoints'] as const),
    ...(['sendPoints', 'previewTransfer', 'acceptTransfer', 'cancelTransfer'] as const),
  ],
  'bulk acts that nobody has confirmed, and the way back of guides': [
    ...(['prepareBulk', 'discardBulk', 'undoBulk'] as const),
  ],
  'adjustments that are not posted': ['refuseAdjustment', 'withdrawAdjustment'],
  'reads, proofs and settings of the machine': [
    ...(['ledgerAudit', 'customers', 'findOrder', 'exportCustomer', 'fileList', 'cancelListFile'] as const),
    'guideCustomers',
    ...([
      'cli init',
      'cli layers',
      'cli star',
      'cli goods',
      'cli audit',
      'cli liability',
      'cli bench',
    ] as const),
    ...(['cli rules', 'cli tiers', 'cli points', 'cli tier', 'cli waiting'] as const),
    ...(['cli operator', 'cli connector', 'cli limits', 'cli doctor', 'cli secret', 'cli db'] as const),
    // Its writes go to servers of its own.
    'cli chaos',
  ],
  'invented rows, whose facts their own test proves; the demo is told through these doors': [
    ...(['cli generate', 'cli seed-demo'] as const),
  ],
};
