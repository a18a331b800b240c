import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMessages } from './language';
import { searchTarget } from './search';

/** Finds a customer from anywhere by id, order number or full mobile number. */
export function GlobalSearch() {
  const m = useMessages();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const go = () => {
    if (text.trim() === '') return;
    const { to, state } = searchTarget(text);
    setText('');
    void navigate(to, { state });
  };
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <Input
        value={text}
        maxLength={64}
        onChange={(event) => setText(event.target.value)}
        prefix={<SearchOutlined aria-hidden />}
        placeholder={m.app.search}
        aria-label={m.app.search}
        enterKeyHint="search"
        autoComplete="off"
      />
    </form>
  );
}
