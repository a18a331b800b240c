import type { Identity } from '@liuliang/domain';

/** A person of the story, with everything that names them in the brand's systems. */
export interface StoryPerson {
  /** `c0042` for the population, the cast's own keys for the cast. */
  readonly key: string;
  /** The first one is the one they came with. */
  readonly identities: readonly Identity[];
  readonly firstSeenAtMs: number;
  /** null: not a member when the story ends. */
  readonly membership: StoryMembership | null;
}

export interface StoryMembership {
  readonly joinedAtMs: number;
  readonly channel: 'wechat_mini' | 'pos';
  readonly nickname: string;
  /** E.164; null: joined without a number. */
  readonly mobile: string | null;
  /** A store's code; empty: none. */
  readonly homeStore: string;
  readonly marketing: boolean;
  readonly personalisation: boolean;
}

/** Rows as the import takes them (DESIGN 8), each with the moment at which the brand's systems got hold of it. */
export interface DeliveredEvent {
  readonly arrivesAtMs: number;
  readonly row: {
    readonly event_id: string;
    readonly identity_kind: string;
    readonly identity: string;
    readonly type: string;
    readonly occurred_at: string;
    readonly channel: string;
    readonly store: string;
    readonly item: string;
  };
}

export interface DeliveredOrder {
  readonly arrivesAtMs: number;
  /** Whose it is, by the key of the story. */
  readonly person: string;
  readonly row: {
    readonly order_id: string;
    readonly identity_kind: string;
    readonly identity: string;
    readonly paid_at: string;
    readonly amount_fen: number;
    readonly channel: string;
    readonly store: string;
    readonly guide: string;
    readonly lines?: readonly {
      readonly item: string;
      readonly quantity: number;
      readonly amount_fen: number;
    }[];
  };
}

export interface DeliveredRefund {
  readonly arrivesAtMs: number;
  readonly person: string;
  readonly row: {
    readonly refund_id: string;
    readonly order_id: string;
    readonly refunded_at: string;
    readonly amount_fen: number;
  };
}

/** What WeChat calls a person in the brand's mini-program. */
export interface WechatNames {
  /** Scoped by the app's id, as it is stored. */
  readonly openid: string;
  readonly unionid: string;
}
