/** What somebody answered when WeChat asked about its templates. */
export interface PromptAnswer {
  readonly templateId: string;
  readonly answer: 'accept' | 'acceptWithAudio' | 'reject' | 'ban' | 'filter';
  /** They told WeChat to keep the answer. */
  readonly isKept: boolean;
}

/** `switched-off`: messages of this mini-program are off as a whole in WeChat. `unavailable`: WeChat did not ask. */
export type Prompted =
  | { readonly outcome: 'answered'; readonly answers: readonly PromptAnswer[] }
  | { readonly outcome: 'switched-off' | 'unavailable' };
