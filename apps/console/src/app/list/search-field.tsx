import { Input } from 'antd';
import { useEffect, useState } from 'react';
import styles from './list.module.css';

interface SearchFieldProps {
  /** What the list is searched for now. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly placeholder: string;
  readonly label: string;
  readonly hint?: string;
}

/** The field by which a list is searched: typed at leisure, searched by Enter or the button. */
export function SearchField({ value, onSearch, placeholder, label, hint }: SearchFieldProps) {
  const [text, setText] = useState(value);
  // A search from elsewhere, or a step back in history, changes what is searched without this field.
  useEffect(() => setText(value), [value]);
  return (
    <Input.Search
      className={styles.search}
      value={text}
      maxLength={64}
      allowClear
      onChange={(event) => setText(event.target.value)}
      onSearch={onSearch}
      placeholder={placeholder}
      aria-label={label}
      title={hint}
      autoComplete="off"
    />
  );
}
