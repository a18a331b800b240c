import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Skeleton } from '../ui/states';
import type { Refused } from './api';
import type { Permission } from './feature';
import { Loaded } from './loaded';
import { can, useOperator } from './operator';

interface ChangeableLineProps<T> {
  readonly query: UseQueryResult<T, Refused>;
  readonly needs: Permission;
  readonly changeText: string;
  /** What is set now, in words. */
  readonly line: (now: T) => ReactNode;
  /** Where it is changed, starting from what was seen. */
  readonly dialog: (seen: T, close: () => void) => ReactNode;
}

/** A setting in one line, and the way to change it for those who may. */
export function ChangeableLine<T>({ query, needs, changeText, line, dialog }: ChangeableLineProps<T>) {
  const operator = useOperator();
  const [seen, setSeen] = useState<T | null>(null);
  return (
    <>
      <Loaded query={query} skeleton={<Skeleton height={22} width={360} />}>
        {(now) => (
          <>
            <span>{line(now)}</span>
            {can(operator, needs) && (
              <Button type="link" size="small" onClick={() => setSeen(now)}>
                {changeText}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {seen !== null && dialog(seen, () => setSeen(null))}
    </>
  );
}
