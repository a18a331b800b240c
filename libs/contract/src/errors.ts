/** One refusal code: its HTTP status, whether trying again later can help, and what people read. */
export interface ErrorEntry {
  readonly status: number;
  readonly retryable: boolean;
  readonly zh: string;
  readonly en: string;
}

const entry = (status: number, zh: string, en: string, retryable = false): ErrorEntry => ({
  status,
  retryable,
  zh,
  en,
});

/** Every refusal the product can answer. The text here is the only text; screens look codes up in this table. */
export const errors = {
  INPUT_INVALID: entry(400, '填写的内容有误，请检查后再试', 'Some of what was sent is not valid'),
  BODY_NOT_JSON: entry(400, '请求内容不是有效的 JSON', 'The body is not valid JSON'),
  BODY_TOO_LARGE: entry(413, '内容太大，请分批提交', 'The body is too large; send it in parts'),
  ROUTE_UNKNOWN: entry(404, '没有这个地址', 'There is no such address'),
  UNEXPECTED: entry(
    500,
    '系统开小差了，请稍后再试',
    'Something went wrong on our side; try again later',
    true,
  ),
  OVERLOADED: entry(503, '现在人太多，请稍后再试', 'Too busy right now; try again shortly', true),
  RATE_LIMITED: entry(429, '操作太频繁，请稍等片刻', 'Too many requests; wait a moment', true),

  SIGN_IN_REQUIRED: entry(401, '请先登录', 'Sign in first'),
  SESSION_EXPIRED: entry(401, '登录已过期，请重新登录', 'Your session has ended; sign in again'),
  SESSION_REVOKED: entry(401, '登录已失效，请重新登录', 'This session was signed out'),
  FORBIDDEN: entry(403, '没有权限', 'You do not have permission'),
  MEMBER_REQUIRED: entry(403, '加入会员后才能使用', 'Join to use this'),
  GUIDE_REQUIRED: entry(403, '仅限门店导购使用', 'Only for store guides'),
  CREDENTIALS_WRONG: entry(401, '账号或密码不对', 'Wrong name or password'),
  TOTP_REQUIRED: entry(401, '请输入动态验证码', 'Enter the one-time code'),
  TOTP_WRONG: entry(401, '动态验证码不对', 'Wrong one-time code'),
  ACCOUNT_LOCKED: entry(
    429,
    '尝试次数过多，请 15 分钟后再试',
    'Too many attempts; try again in 15 minutes',
    true,
  ),

  SIGNATURE_MISSING: entry(401, '缺少签名', 'The signature is missing'),
  SIGNATURE_WRONG: entry(401, '签名不正确', 'The signature is wrong'),
  SIGNATURE_STALE: entry(
    401,
    '签名时间与服务器相差超过 5 分钟',
    'The signature time is more than 5 minutes off',
  ),
  SIGNATURE_REPLAYED: entry(401, '这个签名已经用过', 'This signature was used before'),
  IDEMPOTENCY_KEY_REUSED: entry(
    422,
    '同一幂等键不能用于不同内容',
    'This idempotency key was used with other content',
  ),
  REQUEST_IN_PROGRESS: entry(409, '相同的请求正在处理', 'The same request is being processed', true),

  WECHAT_CODE_INVALID: entry(400, '微信授权码无效，请重试', 'The WeChat code is not valid'),
  WECHAT_CODE_USED: entry(400, '微信授权码已使用，请重试', 'The WeChat code was already used'),
  WECHAT_BUSY: entry(503, '微信繁忙，请稍后再试', 'WeChat is busy; try again shortly', true),
  WECHAT_RATE_LIMITED: entry(
    503,
    '微信接口限流，请稍后再试',
    'WeChat is limiting calls; try again shortly',
    true,
  ),
  WECHAT_UNAVAILABLE: entry(503, '暂时连不上微信，请稍后再试', 'WeChat cannot be reached right now', true),
  WECHAT_MISCONFIGURED: entry(500, '小程序配置有误，请联系商家', 'The mini-program is not set up correctly'),

  WECHAT_LOGIN_BLOCKED: entry(
    403,
    '微信判定该账号存在风险，暂时无法登录',
    'WeChat considers this account a risk and refused the sign-in',
  ),

  CONSENT_REQUIRED: entry(
    422,
    '需要同意会员协议与隐私政策才能入会',
    'Joining needs consent to the membership terms and privacy policy',
  ),
  CONSENT_OUTDATED: entry(
    409,
    '协议有更新，请阅读后再同意',
    'The terms have changed; read them and agree again',
  ),
  MEMBER_ALREADY_JOINED: entry(409, '已经是会员了', 'Already a member'),
  IDENTITY_KIND_UNKNOWN: entry(422, '不认识的身份类型', 'Unknown kind of identity'),
  IDENTITY_INVALID: entry(422, '身份标识不合规', 'The identity value is not valid'),
  IDENTITY_IN_REVIEW: entry(
    409,
    '两个会员账号需要人工核对后才能合并',
    'The two memberships need a person to review before merging',
  ),
  CUSTOMER_UNKNOWN: entry(404, '没有找到这位顾客', 'No such customer'),
  CUSTOMER_ERASED: entry(410, '该顾客已注销', 'This customer was erased'),
  CODE_UNKNOWN: entry(404, '没有这个会员码', 'No such member code'),
  CODE_EXPIRED: entry(
    410,
    '会员码已过期，请顾客刷新后再扫',
    'The code has expired; ask the member to refresh it',
  ),
  CODE_USED: entry(
    409,
    '会员码已使用，请顾客刷新后再扫',
    'The code was already used; ask the member to refresh it',
  ),
  MESSAGE_UNKNOWN: entry(404, '没有这条消息', 'No such message'),

  BRAND_UNKNOWN: entry(404, '没有这个品牌', 'No such brand'),
  STORE_UNKNOWN: entry(422, '没有这家门店', 'No such store'),
  CHANNEL_UNKNOWN: entry(422, '不认识的渠道', 'Unknown channel'),
  EVENT_TYPE_UNKNOWN: entry(422, '不认识的事件类型', 'Unknown event type'),
  EVENT_TYPE_IS_ORDER: entry(
    422,
    '付款和退款请按订单、退款提交，不要作为事件',
    'Send what was paid or refunded as orders and refunds, not as events',
  ),
  EVENT_CONFLICT: entry(
    409,
    '同一事件编号的内容不一致',
    'This event id was received before with other content',
  ),
  ORDER_CONFLICT: entry(
    409,
    '同一订单号的内容不一致',
    'This order id was received before with other content',
  ),
  REFUND_CONFLICT: entry(
    409,
    '同一退款号的内容不一致',
    'This refund id was received before with other content',
  ),
  REFUND_EXCEEDS_ORDER: entry(422, '退款总额超过订单金额', 'Refunds would exceed the order amount'),
  AMOUNT_INVALID: entry(
    422,
    '金额须为 0 到 1 万亿分之间的整数（分）',
    'The amount must be whole fen from 0 to 10^12',
  ),
  INSTANT_INVALID: entry(422, '时间格式不正确', 'The time is not valid'),
  FIELD_MISSING: entry(422, '缺少必填字段', 'A required field is missing'),
  FIELD_TOO_LONG: entry(422, '字段过长', 'A field is too long'),
  LINE_MALFORMED: entry(422, '这一行的格式不正确', 'This line is malformed'),
  HEADER_WRONG: entry(422, '文件表头不符合要求', 'The file header is not as required'),
  DAY_RANGE_INVALID: entry(422, '日期范围不正确', 'The range of days is not valid'),
  LAYER_MODEL_UNKNOWN: entry(422, '没有这个分层模型', 'No such layer model'),
  IMPORT_UNKNOWN: entry(404, '没有这次导入', 'No such import'),

  LEDGER_UNBALANCED: entry(422, '分录不平', 'The entries do not balance'),
  LEDGER_AMOUNT_OUT_OF_RANGE: entry(422, '积分数值超出范围', 'The amount is out of range'),
  LEDGER_TOO_FEW_ENTRIES: entry(422, '分录少于两条', 'A posting needs at least two entries'),
  LEDGER_KEY_INVALID: entry(422, '业务流水号不合规', 'The posting key is not valid'),
  LEDGER_TOO_MANY_ENTRIES: entry(422, '分录过多', 'A posting has too many entries'),
  LEDGER_ACCOUNT_INVALID: entry(422, '账户不合规', 'The account is not valid'),
  LEDGER_ACCOUNT_REPEATED: entry(422, '同一账户出现两次', 'An account appears twice in a posting'),
  LEDGER_KEY_REUSED: entry(422, '同一业务流水号的内容不一致', 'This posting key was used with other content'),
  LEDGER_ALREADY_REVERSED: entry(409, '这笔记账已经冲正', 'This posting was already reversed'),
  LEDGER_ACCOUNT_UNKNOWN: entry(404, '没有这个账户', 'No such account'),
  LEDGER_TRANSACTION_UNKNOWN: entry(404, '没有这笔记账', 'No such transaction'),
  LOT_UNKNOWN: entry(404, '没有这批积分', 'No such credit of points'),
  EARNING_RULES_INVALID: entry(
    422,
    '规则有误，请按提示修改后再发布',
    'The rules have faults; correct them first',
  ),
  EARNING_VERSION_UNKNOWN: entry(404, '没有这个版本的积分规则', 'No such version of the earning rules'),
  EARNING_DRAFT_CHANGED: entry(
    409,
    '草稿已被他人修改，请刷新后再试',
    'Somebody else has changed the draft; look at it again',
  ),
  EARNING_START_PAST: entry(422, '生效时间不能早于现在', 'The start must not lie in the past'),
  BACK_TEST_UNKNOWN: entry(404, '没有这次试算', 'No such back-test'),
  BACK_TEST_RUNNING: entry(409, '已有试算正在进行，请稍候', 'A back-test is still running', true),
  REWARD_FLAG_UNKNOWN: entry(404, '没有这条异常提示', 'No such flag'),
  REWARD_FLAG_DECIDED: entry(409, '这条异常提示已处理', 'This flag was decided already'),
  GUIDE_UNKNOWN: entry(404, '没有这位导购', 'No such guide'),
  GUIDE_LEFT: entry(409, '这位导购已离职', 'This guide has left'),
  BIRTHDAY_INVALID: entry(422, '没有这个生日', 'There is no such birthday'),
  BIRTHDAY_CHANGED_LATELY: entry(409, '生日一年只能修改一次', 'A birthday can be changed once a year'),
  LINES_INVALID: entry(
    422,
    '明细须完整，且合计等于总金额',
    'The lines must be complete and add up to the amount',
  ),
  POINTS_INSUFFICIENT: entry(409, '积分不足', 'Not enough points'),

  TIER_SCHEME_UNKNOWN: entry(404, '没有这一版等级方案', 'No such version of the tier scheme'),
  TIER_SCHEME_INVALID: entry(
    422,
    '等级方案有误，请检查标出的部分',
    'The tier scheme is not valid; see what is marked',
  ),
  TIER_DRAFT_CHANGED: entry(
    409,
    '草稿已被改动，请看过后再发布',
    'The draft was changed meanwhile; look at it again',
  ),
  TIER_START_PAST: entry(422, '生效时间不能早于现在', 'A scheme cannot start in the past'),
  TIER_LEVEL_UNKNOWN: entry(422, '没有这个等级', 'No such level'),
  TIER_NOT_LOWER: entry(422, '只能撤到更低的等级', 'A level can only be revoked to a lower one'),
  TIER_PASS_UNKNOWN: entry(404, '没有这张会员卡', 'No such pass'),
  TIER_PASS_ENDED: entry(409, '这张会员卡已经到期', 'This pass has already ended'),
  TIER_PASS_KEY_REUSED: entry(422, '同一卡号的内容不一致', 'This pass key was used with other content'),
  CUSTOMER_NOT_MEMBER: entry(409, '这位顾客还不是会员', 'This customer is not a member'),

  POINTS_IN_DEBT: entry(
    409,
    '积分为负，先补足后才能使用',
    'The balance is below zero; it has to be earned back before points can be spent',
  ),
  HOLD_UNKNOWN: entry(404, '没有这笔积分冻结', 'No such hold of points'),
  HOLD_SETTLED: entry(409, '这笔积分冻结已经处理过', 'This hold was settled already'),
  HOLD_LAPSED: entry(410, '积分冻结已超时失效', 'This hold ran out of time'),
  RESTORE_EXCEEDS: entry(
    422,
    '退回的积分超过已使用的积分',
    'More points than were spent cannot be given back',
  ),
  CAPTURE_EXCEEDS: entry(422, '确认的积分超过冻结的积分', 'More points than are held cannot be spent'),
  ORDER_POINTS_DISABLED: entry(409, '该品牌未开启积分抵扣', 'Points cannot be used in orders of this brand'),
  ORDER_POINTS_NOT_ALLOWED: entry(
    422,
    '抵扣的积分数不符合规则',
    'This number of points cannot be used for this order',
  ),
  GIFT_UNKNOWN: entry(404, '没有这件礼品', 'No such gift'),
  GIFT_SOLD_OUT: entry(409, '礼品已兑完', 'This gift has run out'),
  GIFT_LIMIT_REACHED: entry(
    409,
    '已达到每人限兑数量',
    'You already have as many of this gift as one person may take',
  ),
  GIFT_ENDED: entry(409, '礼品已下架，不能再修改', 'This gift has ended and cannot be changed'),
  GIFT_AUDIENCE_FIXED: entry(
    409,
    '礼品上架后不能更改兑换对象',
    'Whom a gift is for cannot be changed once it was published',
  ),
  GIFT_STOCK_TOO_SMALL: entry(
    422,
    '库存不能少于已预留和已兑出的数量',
    'Stock cannot be less than what is reserved or taken',
  ),
  GIFT_ORDER_UNKNOWN: entry(404, '没有这笔兑换', 'No such gift order'),
  GIFT_ORDER_SETTLED: entry(409, '这笔兑换已经处理过', 'This gift order was settled already'),
  GIFT_ORDER_LAPSED: entry(
    410,
    '兑换已过期，积分已退回',
    'The time to collect has passed; the points were given back',
  ),
  PICKUP_CODE_UNKNOWN: entry(404, '没有这个取货码', 'No such pickup code'),
  GIFT_PICKUP_OWN: entry(
    403,
    '不能核销自己的礼品，请同事代为核销',
    'A guide cannot hand a gift to themselves; ask a colleague',
  ),
  TRANSFER_DISABLED: entry(409, '该品牌未开启积分转赠', 'Points cannot be given to friends in this brand'),
  TRANSFER_TOO_SMALL: entry(422, '少于最低转赠积分', 'Fewer points than may be given'),
  TRANSFER_DAY_LIMIT: entry(409, '超过今日可转赠积分', 'More points than may be given today'),
  TRANSFER_UNKNOWN: entry(404, '没有这笔转赠', 'No such transfer'),
  TRANSFER_OWN: entry(409, '不能领取自己转赠的积分', 'You cannot accept your own points'),
  TRANSFER_LAPSED: entry(
    410,
    '转赠已过期，积分已退回',
    'The time to accept has passed; the points were given back',
  ),
  TRANSFER_SETTLED: entry(409, '这笔转赠已经处理过', 'This transfer was settled already'),
  EXCHANGE_DISABLED: entry(
    409,
    '这两个品牌之间未开启积分互换',
    'Points cannot be exchanged between these brands',
  ),
  EXCHANGE_NOT_MULTIPLE: entry(
    422,
    '积分须为兑换比例的整数倍',
    'Points must be a whole multiple of the rate',
  ),
  EXCHANGE_NOT_MEMBER_THERE: entry(
    409,
    '对方品牌没有同一手机号或微信的会员',
    'No member of that brand has the same verified number or WeChat',
  ),
  EXCHANGE_DAY_LIMIT: entry(409, '超过今日可互换积分', 'More points than may be exchanged today'),
  ADJUSTMENT_UNKNOWN: entry(404, '没有这笔调整', 'No such adjustment'),
  ADJUSTMENT_ASSET_WRONG: entry(422, '该账户没有这类积分', 'This owner does not have that kind of points'),
  ADJUSTMENT_TOO_LARGE: entry(422, '超过单笔调整上限', 'More points than may be given or taken at once'),
  ADJUSTMENT_EXPIRY_PAST: entry(422, '有效期须晚于现在', 'The points would have expired already'),
  ADJUSTMENT_SECOND_PERSON: entry(403, '须由另一位有权限的人审批', 'Another person has to decide this'),
  ADJUSTMENT_DECIDED: entry(409, '这笔调整已经处理过', 'This adjustment was decided already'),
  BALANCE_LINE_CONFLICT: entry(
    409,
    '同一行号的内容不一致',
    'This line id was received before with other content',
  ),
  EXPIRY_PAST: entry(422, '有效期已过', 'These points have expired already'),

  PERIOD_NOT_OVER: entry(409, '这个月还没有结束，不能结账', 'This month is not over yet'),
  PERIOD_OUT_OF_ORDER: entry(409, '请先结清更早的月份', 'An earlier month has to be closed first'),
  STATEMENT_UNKNOWN: entry(404, '没有这张结算单', 'No such statement'),
  STATEMENT_CLOSED: entry(409, '这张结算单已经结账', 'This statement is closed already'),
  STATEMENT_NOT_CLOSED: entry(409, '请先结账，再登记付款', 'Close the statement before paying it'),
  STATEMENT_PAID: entry(409, '这张结算单已经付款', 'This statement was paid already'),
  STATEMENT_CARRIED_OVER: entry(
    409,
    '余额已结转到下一张结算单，请在那里付款',
    'The balance was carried over into the next statement; pay it there',
  ),
  STATEMENT_NOTHING_OWED: entry(409, '这张结算单没有应付金额', 'Nothing is owed on this statement'),
  STATEMENT_AMOUNT_DIFFERS: entry(
    409,
    '应付金额与确认的不一致，请刷新后再试',
    'What is payable differs from what was confirmed; look again',
  ),
  SETTLEMENT_SECOND_PERSON: entry(
    403,
    '超过限额，须由结账人以外的另一位同事登记付款',
    'Above the limit somebody other than who closed it has to pay it',
  ),
  RATES_CHANGED: entry(
    409,
    '结算费率已被他人修改，请刷新后再试',
    'Somebody else has changed the rates; look at them again',
  ),
  MONTH_RANGE_INVALID: entry(422, '月份范围不正确', 'The range of months is not valid'),
  PAYOUT_UNAVAILABLE: entry(409, '暂不支持提现', 'Points cannot be drawn as cash at the moment'),
  PAYOUT_TOO_SMALL: entry(422, '低于最低提现积分', 'Fewer points than can be drawn at once'),
  PAYOUT_DAY_LIMIT: entry(409, '超过今日可提现积分', 'More points than can be drawn today'),
  PAYOUT_UNKNOWN: entry(404, '没有这笔提现', 'No such payout'),
  PAYOUT_NOT_CLAIMABLE: entry(409, '这笔提现现在不能领取', 'This payout cannot be collected now'),
  PAYOUT_SETTLED: entry(409, '这笔提现已经处理过', 'This payout was settled already'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

/** What any route may answer besides its own codes, in order of precedence. */
export const commonErrors = [
  'ROUTE_UNKNOWN',
  'BODY_TOO_LARGE',
  'BODY_NOT_JSON',
  'RATE_LIMITED',
  'OVERLOADED',
  'SIGN_IN_REQUIRED',
  'SESSION_EXPIRED',
  'SESSION_REVOKED',
  'FORBIDDEN',
  'MEMBER_REQUIRED',
  'GUIDE_REQUIRED',
  'INPUT_INVALID',
  'UNEXPECTED',
] as const satisfies readonly ErrorCode[];
export type CommonErrorCode = (typeof commonErrors)[number];

/** The body of every answer with a status of 400 or above. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly data?: Record<string, unknown>;
  readonly requestId: string;
}
