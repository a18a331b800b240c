import { LinkOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { queryText, type UrlChanges } from '../ui/query';
import { useMessages } from './language';
import { viewQuery } from './list/kept';

/**
 * Copies the address of what is shown, without the page of a list, which will be another one tomorrow. `fixed` is what the
 * screen fills in by itself, such as the last 30 days: whoever opens the link later sees the same.
 */
export function CopyLink({ fixed = {} }: { readonly fixed?: UrlChanges }) {
  const { copy: text } = useMessages().list;
  const { search } = useLocation();
  const [state, setState] = useState<'idle' | 'copied' | 'shown'>('idle');
  const query = queryText({ ...fixed, ...Object.fromEntries(new URLSearchParams(viewQuery(search))) });
  const address = `${location.origin}${location.pathname}${query ? `?${query}` : ''}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setState('copied');
    } catch {
      setState('shown'); // Plain http, or not allowed: to be copied by hand.
    }
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={state !== 'idle'}
      onOpenChange={(isOpen) => isOpen || setState('idle')}
      content={
        state === 'copied' ? <span role="status">{text.done}</span> : <Input readOnly value={address} />
      }
    >
      <Button size="small" type="text" icon={<LinkOutlined aria-hidden />} onClick={() => void copy()}>
        {text.action}
      </Button>
    </Popover>
  );
}
