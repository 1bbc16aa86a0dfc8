import type { AnyAuthMethod, AuthenticationType, Prompt } from 'ssh2';
import type { LoginAttempt, LoginPlan } from './login-plan.ts';

/**
 * Keys offered on one connection. sshd cuts a connection at its sixth failure (MaxAuthTries), so that an agent with
 * many keys needs several connections; one place is left for the password.
 */
const KEYS_PER_CONNECTION = 4;

/** Drives one login over ssh2's `authHandler`, and remembers what happened for the message when it fails. */
export class Login {
  /** Attempts still to be made, on this connection or on the next. */
  readonly left: LoginAttempt[];
  readonly tried: string[] = [];
  /** Methods the server named when it last refused. */
  offered: readonly string[] = [];
  /** Questions of the server that only a person could answer. */
  readonly unanswered: string[] = [];
  passwordExpired = false;
  current: LoginAttempt | undefined;
  readonly #user: string;
  #keysThisConnection = 0;
  #passwordSent = false;
  #partial = false;

  constructor(plan: LoginPlan) {
    this.#user = plan.user;
    this.left = [...plan.attempts];
  }

  /** To be called before each new connection. */
  begin(): void {
    this.#keysThisConnection = 0;
    this.#partial = false;
    this.current = undefined;
  }

  /** Whether another connection could still succeed: keys are left that this one had no room for. */
  get worthAnotherConnection(): boolean {
    const keysRefused = this.offered.length > 0 && !this.offered.includes('publickey');
    return this.#keysThisConnection > 0 && !keysRefused && this.left.some((attempt) => attempt.kind !== 'password');
  }

  /** What to try next; false: nothing is left for this connection. `offered` is null before the server said anything. */
  next(offered: readonly AuthenticationType[] | null, partialSuccess: boolean | null): AnyAuthMethod | false {
    if (offered !== null) this.offered = offered;
    // After the first of several required methods the server wants the rest of them, not another key.
    if (partialSuccess === true) this.#partial = true;
    const again = this.#keyboardInteractiveInstead(offered);
    if (again !== undefined) return again;
    const index = this.left.findIndex((attempt) => this.#usable(attempt, offered));
    const [attempt] = index < 0 ? [] : this.left.splice(index, 1);
    this.current = attempt;
    if (attempt === undefined) return false;
    this.tried.push(attempt.label);
    if (attempt.kind === 'password') return this.#password(attempt.password, offered);
    this.#keysThisConnection++;
    if (attempt.kind === 'key') return { type: 'publickey', username: this.#user, key: attempt.key };
    return { type: 'agent', username: this.#user, agent: attempt.key.agent };
  }

  #usable(attempt: LoginAttempt, offered: readonly string[] | null): boolean {
    if (attempt.kind === 'password') {
      // A password waits until no key is left that the server would look at.
      const keysLeft = this.left.some((other) => other.kind !== 'password');
      if (keysLeft && !this.#partial && (offered === null || offered.includes('publickey'))) return false;
      return offered === null || offered.includes('password') || offered.includes('keyboard-interactive');
    }
    return this.#keysThisConnection < KEYS_PER_CONNECTION && (offered === null || offered.includes('publickey'));
  }

  #password(password: string, offered: readonly string[] | null): AnyAuthMethod {
    if (offered === null || offered.includes('password')) {
      return { type: 'password', username: this.#user, password };
    }
    return this.#keyboardInteractive(password);
  }

  /**
   * A server that does not offer `password` at all (UsePAM with keyboard-interactive only) gets the same password that
   * way. One that offers it and said no is not asked twice: that would count as two wrong passwords.
   */
  #keyboardInteractiveInstead(offered: readonly string[] | null): AnyAuthMethod | undefined {
    const attempt = this.current;
    if (attempt?.kind !== 'password' || this.#passwordSent || this.#partial || offered === null) return undefined;
    if (offered.includes('password') || !offered.includes('keyboard-interactive')) return undefined;
    return this.#keyboardInteractive(attempt.password);
  }

  #keyboardInteractive(password: string): AnyAuthMethod {
    this.#passwordSent = true;
    let answered = false;
    return {
      type: 'keyboard-interactive',
      username: this.#user,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const answers = prompts.map((prompt) => {
          if (/\b(new|current|old|retype)\b/i.test(prompt.prompt)) this.passwordExpired = true;
          else if (!answered && isPasswordPrompt(prompt)) {
            answered = true;
            return password;
          }
          this.unanswered.push(prompt.prompt.trim());
          return '';
        });
        finish(answers);
      },
    };
  }
}

function isPasswordPrompt(prompt: Prompt): boolean {
  return prompt.echo !== true && !/code|token|otp|pin\b|factor/i.test(prompt.prompt);
}
