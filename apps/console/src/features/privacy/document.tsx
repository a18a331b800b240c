import { POLICY_PART_MAX } from '@liuliang/contract/limits';
import { Input } from 'antd';
import { api } from '../../app/api';
import { useLanguage } from '../../app/language';
import type { DocumentScreens, FormProps, TrialProps } from '../../app/versions/document';
import { Field } from '../../ui/form';
import { Panel } from '../../ui/panel';
import {
  languages,
  partOf,
  parts,
  type Part,
  type Policy,
  type PolicySummary,
  type PolicyVersion,
} from './policy';
import styles from './policy.module.css';
import { usePolicyWords } from './words';

const calls = {
  list: api.privacyPolicies,
  read: api.privacyPolicyVersion,
  save: api.savePrivacyDraft,
  discard: api.discardPrivacyDraft,
  publish: api.publishPrivacyDraft,
  approve: api.approvePrivacyPolicy,
  withdraw: api.withdrawPrivacyDraft,
};

/** A part in both languages, side by side where there is room. */
function Form({ section, content, change, faultAt }: FormProps<Policy>) {
  const w = usePolicyWords();
  const part = section as Part;
  return (
    <div className={styles.both}>
      {languages.map((language) => (
        <Field key={language} label={w.languages[language]} fault={faultAt(`${language}.${part}`)}>
          {(field) => (
            <Input.TextArea
              {...field}
              lang={language}
              value={content[language][part]}
              maxLength={POLICY_PART_MAX}
              rows={8}
              onChange={(event) =>
                change({ [language]: { ...content[language], [part]: event.target.value } })
              }
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** As members read it, in both languages. */
function Reading({ title, content }: { readonly title: string; readonly content: Policy }) {
  const w = usePolicyWords();
  const ofPage = useLanguage();
  return (
    <Panel title={title}>
      <div className={`${styles.both} ${styles.pages}`}>
        {languages.map((language) => (
          <article key={language} className={styles.text} lang={language}>
            {parts.map((part) => (
              <section key={part}>
                <h3 lang={ofPage}>{w.document.sections[part]}</h3>
                {content[language][part]}
              </section>
            ))}
          </article>
        ))}
      </div>
    </Panel>
  );
}

function Preview({ draft }: TrialProps<Policy>) {
  const w = usePolicyWords();
  return <Reading title={w.previewHint} content={draft.value.content} />;
}

function useLines() {
  const language = useLanguage();
  const w = usePolicyWords();
  // The language of the screen comes first: it is the one that is read when versions are compared.
  const ordered = [language, ...languages.filter((one) => one !== language)];
  return (content: Policy) =>
    parts.flatMap((part) =>
      ordered.map((one) => ({
        section: part,
        key: one,
        text: `${w.languages[one]}：${content[one][part]}`,
      })),
    );
}

export const policyDocument: DocumentScreens<Policy, PolicySummary, PolicyVersion> = {
  home: '/privacy',
  mayWrite: 'privacy.write',
  cached: { all: 'privacyPolicies', one: 'privacyPolicyVersion' },
  calls,
  sections: parts,
  sectionOf: partOf,
  useWords: () => usePolicyWords().document,
  useLines,
  Reading,
  Form,
  useTrials: () => [{ key: 'preview', label: usePolicyWords().preview, Screen: Preview }],
};
