import { useQuery } from '@tanstack/react-query';

export interface DemoSignIn {
  readonly login: string;
  readonly password: string;
}

/** The operator of a demo's list of sign-ins, or null when the answer is not such a list. */
export function demoOperator(list: unknown): DemoSignIn | null {
  const operator = (list as { operator?: Partial<DemoSignIn> } | null)?.operator;
  return typeof operator?.login === 'string' && typeof operator.password === 'string'
    ? { login: operator.login, password: operator.password }
    : null;
}

/** The demo sign-in that the server offers; a real brand's server offers none and answers 404. */
export function useDemoSignIn(): DemoSignIn | null {
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: async () => {
      const response = await fetch('/demo.json');
      if (!response.ok || !response.headers.get('content-type')?.includes('json')) return null;
      return demoOperator(await response.json());
    },
    staleTime: Infinity,
    retry: false,
  });
  return data ?? null;
}
