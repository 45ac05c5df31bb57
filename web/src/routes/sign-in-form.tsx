import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { ApiError } from '../api/problem';
import { signIn } from '../api/session';
import type { Session } from '../api/types';
import { useLanguage } from '../lib/i18n';
import { failureText } from '../ui/failure-text';

type SignInFormProps = {
  /** Whether the reader was signed in before. */
  expired: boolean;
  login?: string;
  /** The id of the heading, for what is around. */
  titleId?: string;
  onDone: (session: Session) => void;
};

/** Login and password. */
export function SignInForm({ expired, login, titleId, onDone }: SignInFormProps) {
  const { t } = useLanguage();
  const attempt = useMutation({ mutationKey: ['sign-in'], mutationFn: signIn, onSuccess: onDone });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    attempt.mutate({ login: String(form.get('login') ?? ''), password: String(form.get('password') ?? '') });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Title order={1} id={titleId}>
          {t('signIn.title')}
        </Title>
        {expired && !attempt.isError && (
          <Alert color="tide" variant="light" role="status" c="inherit">
            {t('signIn.expired')}
          </Alert>
        )}
        {attempt.isError && (
          <Alert color="red" variant="outline" role="alert" p="sm">
            <Text fz="sm" c="var(--bad)">
              {wrong(attempt.error) ? t('signIn.wrong') : failureText(t, attempt.error)}
            </Text>
          </Alert>
        )}
        <TextInput
          name="login"
          label={t('signIn.login')}
          autoComplete="username"
          required
          dir="ltr"
          withAsterisk={false}
          {...(login === undefined ? { autoFocus: true } : { defaultValue: login })}
        />
        <PasswordInput
          name="password"
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          dir="ltr"
          autoFocus={login !== undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function wrong(error: Error): boolean {
  return error instanceof ApiError && error.failure === 'unauthorized';
}
